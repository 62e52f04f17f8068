import { CatalogService } from '@boxoffice/contracts/catalog/v1/catalog_service';
import { InventoryService } from '@boxoffice/contracts/inventory/v1/inventory_service';
import { type Clock, systemClock } from '@boxoffice/kernel';
import {
  followRevision,
  forgetOldKeys,
  HOUR_MS,
  lastOf,
  type Service,
  type Surroundings,
  startChore,
  startOutboxRelay,
  watchCourier,
} from '@boxoffice/platform';
import { createClient, type Transport } from '@connectrpc/connect';
import type { Config } from './config.ts';
import { recordFact } from './events.ts';
import { catalogRoutes } from './rpc.ts';
import { openStorage } from './storage/open-storage.ts';
import type { Catalog } from './usecases/catalog.ts';
import { countTickets } from './usecases/count-tickets.ts';
import { syncEventTerms } from './usecases/sync-event-terms.ts';

/** What surrounds catalog: the way to inventory, and a clock that tests may set. */
export type CatalogSurroundings = Surroundings & { inventory: Transport; clock?: Clock };

/** Wires catalog and starts it: its database up to date, its outbox relay running. */
export async function createApp(
  config: Pick<Config, 'databaseUrl' | 'databasePool'>,
  { log, bus, inventory, clock = systemClock }: CatalogSurroundings,
): Promise<Service> {
  const database = await openStorage(config.databaseUrl, config.databasePool);
  const unwatch = watchCourier('catalog', database, { outbox: true, inbox: false });
  const relay = startOutboxRelay(database, bus, log);
  const forget = () => forgetOldKeys(database.read());
  const forgetting = startChore('forgetting old idempotency keys', HOUR_MS, forget, log);
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
    // A fact tells of every change, and follows it in the same transaction.
    revision: followRevision(database, { marks: [lastOf('outbox_id_seq')] }),
  };
  return {
    service: CatalogService,
    routes: catalogRoutes(catalog),
    ready: () => database.isReady(),
    async stop() {
      await forgetting.stop();
      await relay.stop();
      unwatch();
      await database.close();
    },
  };
}
