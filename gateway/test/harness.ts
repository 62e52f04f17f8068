import { CatalogService } from '@boxoffice/contracts/catalog/v1/catalog_service';
import { Health, HealthCheckResponse_ServingStatus as Serving } from '@boxoffice/contracts/grpc/health';
import { IdentityService } from '@boxoffice/contracts/identity/v1/identity_service';
import { InventoryService } from '@boxoffice/contracts/inventory/v1/inventory_service';
import { OrderService } from '@boxoffice/contracts/order/v1/order_service';
import { type Actor, actorKey, createLog, memoryTransport } from '@boxoffice/platform';
import type { DescService } from '@bufbuild/protobuf';
import type { HandlerContext, ServiceImpl } from '@connectrpc/connect';
import { type Config, createGateway, loadConfig } from '../src/app.ts';
import { jwks } from './tokens.ts';

const SERVICE_TOKEN = 'a service token of at least 32 characters';

/** A call that reached a fake service. */
export type Call = { method: string; request: unknown; actor: Actor; headers: Headers };

/** What the fake services answer; a method that is left out is not implemented. */
export type Fakes = {
  identity?: Partial<ServiceImpl<typeof IdentityService>>;
  catalog?: Partial<ServiceImpl<typeof CatalogService>>;
  inventory?: Partial<ServiceImpl<typeof InventoryService>>;
  order?: Partial<ServiceImpl<typeof OrderService>>;
  /** Services that are not ready. */
  notServing?: string[];
  /** Services that are ready when they are asked again. */
  notServingOnce?: string[];
};

type Handler = (request: unknown, context: HandlerContext) => unknown;

function recording<Service extends DescService>(implementation: Partial<ServiceImpl<Service>>, calls: Call[]) {
  const handlers = Object.entries(implementation as Record<string, Handler>).map(([method, handler]) => {
    const recorded: Handler = (request, context) => {
      calls.push({ method, request, actor: context.values.get(actorKey), headers: context.requestHeader });
      return handler(request, context);
    };
    return [method, recorded];
  });
  return Object.fromEntries(handlers) as Partial<ServiceImpl<Service>>;
}

/** A gateway on fake services, reached by `app.inject`, and the calls that came through (but those for keys). */
export async function startGateway(fakes: Fakes = {}, settings: Partial<Config> = {}) {
  const log = createLog('gateway', 'silent');
  const calls: Call[] = [];

  function transport<Service extends DescService>(
    name: string,
    service: Service,
    implementation: Partial<ServiceImpl<Service>> = {},
  ) {
    let doubts = fakes.notServing?.includes(name) ? Number.POSITIVE_INFINITY : 0;
    if (fakes.notServingOnce?.includes(name)) doubts = 1;
    const check = () => ({ status: doubts-- > 0 ? Serving.NOT_SERVING : Serving.SERVING });
    return memoryTransport(
      (router) => router.service(service, recording(implementation, calls)).service(Health, { check }),
      SERVICE_TOKEN,
      log,
    );
  }

  const { getKeySet = () => ({ jwks }), ...identity } = fakes.identity ?? {};
  const gateway = await createGateway(
    { ...loadConfig({ WEB_ROOT: '' }), rateLimit: false, ...settings },
    {
      log,
      clients: {
        identity: transport('identity', IdentityService, { ...identity, getKeySet }),
        catalog: transport('catalog', CatalogService, fakes.catalog),
        inventory: transport('inventory', InventoryService, fakes.inventory),
        order: transport('order', OrderService, fakes.order),
      },
    },
  );
  const forwarded = () => calls.filter(({ method }) => method !== 'getKeySet');
  return {
    ...gateway,
    calls,
    /** The commands and queries that reached a service. */
    forwarded,
    /** What the last call of a method asked for. */
    sent<Request>(method: string): Request {
      const call = forwarded().findLast((one) => one.method === method);
      if (!call) throw new Error(`${method} was not called`);
      return call.request as Request;
    },
  };
}
