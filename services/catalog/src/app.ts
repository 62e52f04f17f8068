import { CatalogService } from '@boxoffice/contracts/catalog/v1/catalog_service';
import { InventoryService } from '@boxoffice/contracts/inventory/v1/inventory_service';
import { type Clock, systemClock } from '@boxoffice/kernel';
import {
  type Database,
  forgetOldKeys,
  type Log,
  type Service,
  type Surroundings,
  startOutboxRelay,
} from '@boxoffice/platform';
import { createClient, type Transport } from '@connectrpc/connect';
import type { Config } from './config.ts';
import { recordFact } from './events.ts';
import { catalogRoutes } from './rpc.ts';
import { openStorage } from './storage/open-storage.ts';
import type { Catalog } from './usecases/catalog.ts';
import { countTickets } from './usecases/count-tickets.ts';
import { syncEventTerms } from './usecases/sync-event-terms.ts';

const HOUR_MS = 3_600_000;

/** What surrounds catalog: the way to inventory, and a clock that tests may set. */
export type CatalogSurroundings = Surroundings & { inventory: Transport; clock?: Clock };

/** Wires catalog and starts it: its database up to date, its outbox relay running. */
export async function createApp(
  config: Pick<Config, 'databaseUrl' | 'databasePool'>,
  { log, bus, inventory, clock = systemClock }: CatalogSurroundings,
): Promise<Service> {
  const database = await openStorage(config.databaseUrl, config.databasePool);
  const relay = startOutboxRelay(database, bus, log);
  const forgetting = forgetKeysHourly(database, log);
  const client = createClient(InventoryService, inventory);
  const catalog: Catalog = {
    database,
    clock,
    recordFact,
    async announce(event) {
      relay.kick();
      await syncEventTerms(client, log, event);
    },
    countTickets: (eventId) => countTickets(client, eventId),
  };
  return {
    service: CatalogService,
    routes: catalogRoutes(catalog),
    ready: () => database.isReady(),
    async stop() {
      clearInterval(forgetting);
      await relay.stop();
      await database.close();
    },
  };
}

function forgetKeysHourly(database: Database, log: Log): NodeJS.Timeout {
  const forget = () =>
    forgetOldKeys(database.read()).catch((error) => log.warn({ err: error }, 'old idempotency keys are still there'));
  return setInterval(forget, HOUR_MS).unref();
}
