import { createApp as createCatalog } from '@boxoffice/catalog';
import { loadConfig as loadCatalogConfig } from '@boxoffice/catalog/config';
import { createGateway, type Gateway } from '@boxoffice/gateway';
import { loadConfig as loadGatewayConfig } from '@boxoffice/gateway/config';
import { createApp as createIdentity } from '@boxoffice/identity';
import { loadConfig as loadIdentityConfig } from '@boxoffice/identity/config';
import { createApp as createInventory } from '@boxoffice/inventory';
import { loadConfig as loadInventoryConfig } from '@boxoffice/inventory/config';
import { createApp as createOrder } from '@boxoffice/order';
import { loadConfig as loadOrderConfig } from '@boxoffice/order/config';
import {
  createInProcessBus,
  createLog,
  type Environment,
  healthRoutes,
  memoryTransport,
  type Service,
} from '@boxoffice/platform';
import type { Databases } from '../foundation/postgres.ts';
import type { Secrets, ServiceName } from '../foundation/secrets.ts';
import type { Settings } from '../foundation/settings.ts';

/** The whole platform in this process. */
export type Platform = { gateway: Gateway; stop(): Promise<void> };

// In one process nobody listens or calls over the network, but the services' configuration asks for addresses.
const UNUSED = { PORT: '1', INVENTORY_URL: 'http://in.memory', CATALOG_URL: 'http://in.memory' };

/** Wires the four services and the gateway in one process: memory in the place of the network, one bus without a broker. */
export async function startPlatform(
  settings: Settings,
  databases: Databases,
  { serviceToken }: Secrets,
  env: Environment = process.env,
): Promise<Platform> {
  const logOf = (part: string) => createLog(part, settings.logLevel);
  const { promise: complete, resolve: everyoneHears } = Promise.withResolvers<void>();
  const bus = createInProcessBus(logOf('bus'), complete);
  const environment = (name: ServiceName): Environment => ({
    ...env,
    ...UNUSED,
    LOG_LEVEL: settings.logLevel,
    SERVICE_TOKEN: serviceToken,
    DATABASE_URL: databases.urls[name],
  });
  const reach = (name: ServiceName, service: Service) =>
    memoryTransport(
      (router) => {
        service.routes(router);
        healthRoutes(router, [service.service.typeName], service.ready);
      },
      serviceToken,
      logOf(name),
    );

  const identity = await createIdentity(loadIdentityConfig(environment('identity')), { log: logOf('identity') });
  const inventory = await createInventory(loadInventoryConfig(environment('inventory')), {
    log: logOf('inventory'),
    bus,
  });
  const toInventory = reach('inventory', inventory);
  const catalog = await createCatalog(loadCatalogConfig(environment('catalog')), {
    log: logOf('catalog'),
    bus,
    inventory: toInventory,
  });
  const toCatalog = reach('catalog', catalog);
  const order = await createOrder(loadOrderConfig(environment('order')), {
    log: logOf('order'),
    bus,
    inventory: toInventory,
    catalog: toCatalog,
  });
  everyoneHears();
  const gateway = await createGateway(loadGatewayConfig({ ...env, LOG_LEVEL: settings.logLevel }), {
    log: logOf('gateway'),
    clients: {
      identity: reach('identity', identity),
      catalog: toCatalog,
      inventory: toInventory,
      order: reach('order', order),
    },
  });
  return {
    gateway,
    async stop() {
      await gateway.stop();
      // Publishers first, so that what they still tell is heard.
      for (const service of [order, catalog]) await service.stop();
      await bus.close();
      for (const service of [inventory, identity]) await service.stop();
    },
  };
}
