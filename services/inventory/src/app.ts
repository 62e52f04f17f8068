import { InventoryService } from '@boxoffice/contracts/inventory/v1/inventory_service';
import { type Clock, systemClock } from '@boxoffice/kernel';
import { forgetOldKeys, openDatabase, type Service, type Surroundings } from '@boxoffice/platform';
import type { Config } from './config.ts';
import { consumers } from './events.ts';
import { inventoryRoutes } from './rpc.ts';
import { BatchEntity, EventTermsEntity, TicketEntity } from './storage/entities.ts';
import { Initial } from './storage/migrations/initial.ts';
import { createUseCases } from './usecases/index.ts';

const HOUR_MS = 3_600_000;

/** Wires inventory and starts it: its database is migrated and its consumers hear when this resolves. */
export async function createApp(
  config: Config,
  { log, bus }: Surroundings,
  clock: Clock = systemClock,
): Promise<Service> {
  const database = await openDatabase({
    url: config.databaseUrl,
    pool: config.databasePool,
    entities: [TicketEntity, EventTermsEntity, BatchEntity],
    migrations: [Initial],
  });
  await database.migrate();
  const useCases = createUseCases(database, clock);
  for (const consumer of consumers(database, log)) await bus.subscribe(consumer);
  const janitor = setInterval(() => {
    forgetOldKeys(database.read()).catch((error) =>
      log.warn({ err: error }, 'old idempotency keys were not forgotten'),
    );
  }, HOUR_MS).unref();
  return {
    service: InventoryService,
    routes: (router) => inventoryRoutes(router, useCases, log),
    ready: () => database.isReady(),
    async stop() {
      clearInterval(janitor);
      await database.close();
    },
  };
}
