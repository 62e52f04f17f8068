import { CatalogService } from '@boxoffice/contracts/catalog/v1/catalog_service';
import { IdentityService } from '@boxoffice/contracts/identity/v1/identity_service';
import { InventoryService } from '@boxoffice/contracts/inventory/v1/inventory_service';
import { OrderService } from '@boxoffice/contracts/order/v1/order_service';
import { actorKey } from '@boxoffice/platform';
import { type CallOptions, type Client, createClient, createContextValues, type Transport } from '@connectrpc/connect';
import type { FastifyRequest } from 'fastify';
import { accountOf } from './auth.ts';

/** How to reach each service: in memory or over the network. */
export type Transports = { identity: Transport; catalog: Transport; inventory: Transport; order: Transport };

/** The four services, as the routes call them. */
export type Services = {
  identity: Client<typeof IdentityService>;
  catalog: Client<typeof CatalogService>;
  inventory: Client<typeof InventoryService>;
  order: Client<typeof OrderService>;
};

/** Clients of the four services. */
export function createServices(transports: Transports): Services {
  return {
    identity: createClient(IdentityService, transports.identity),
    catalog: createClient(CatalogService, transports.catalog),
    inventory: createClient(InventoryService, transports.inventory),
    order: createClient(OrderService, transports.order),
  };
}

/** For calls that hash a password: many may wait in line for that, so the deadline is longer than usual. */
export const WHILE_HASHING: CallOptions = { timeoutMs: 30_000 };

/** Makes a call on behalf of the account that sent the request; without it the gateway acts for itself. */
export function onBehalfOf(request: Pick<FastifyRequest, 'account'>): CallOptions {
  const { role, id, sessionId } = accountOf(request);
  const actor = { role, id, ...(sessionId === undefined ? {} : { sessionId }) };
  return { contextValues: createContextValues().set(actorKey, actor) };
}

/** Part of an answer that the contract promises. */
export function promised<T>(part: T | undefined): T {
  if (part === undefined) throw new TypeError('a service left out what its contract promises');
  return part;
}
