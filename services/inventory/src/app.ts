import { InventoryService } from '@boxoffice/contracts/inventory/v1/inventory_service';
import { type Clock, systemClock } from '@boxoffice/kernel';
import { forgetOldKeys, HOUR_MS, type Service, type Surroundings, startChore, watchCourier } from '@boxoffice/platform';
import type { Config } from './config.ts';
import { createTakenTickets } from './domain/taken-tickets.ts';
import { consumers } from './events.ts';
import { inventoryRoutes } from './rpc.ts';
import { openStorage } from './storage/open-storage.ts';
import { openStepsAtOnce } from './storage/steps-at-once.ts';
import { createUseCases } from './usecases/index.ts';

/** Wires inventory and starts it: its database is migrated and its consumers hear when this resolves. */
export async function createApp(
  config: Config,
  { log, bus }: Surroundings,
  clock: Clock = systemClock,
): Promise<Service> {
  const database = await openStorage(config.databaseUrl, config.databasePool);
  const unwatch = watchCourier('inventory', database, { outbox: false, inbox: true });
  const taken = createTakenTickets(clock);
  const useCases = createUseCases(database, await openStepsAtOnce(database), clock, taken);
  for (const consumer of consumers(database, taken, log)) await bus.subscribe(consumer);
  const forget = () => forgetOldKeys(database.read());
  const forgetting = startChore('forgetting old idempotency keys', HOUR_MS, forget, log);
  return {
    service: InventoryService,
    routes: (router) => inventoryRoutes(router, useCases, log),
    ready: () => database.isReady(),
    async stop() {
      await forgetting.stop();
      unwatch();
      await database.close();
    },
  };
}
