import { OrderService } from '@boxoffice/contracts/order/v1/order_service';
import { type Clock, systemClock } from '@boxoffice/kernel';
import {
  type Chore,
  forgetOldKeys,
  HOUR_MS,
  type Service,
  type Surroundings,
  startChore,
  startOutboxRelay,
  watchCourier,
} from '@boxoffice/platform';
import type { Transport } from '@connectrpc/connect';
import type { Config } from './config.ts';
import { consumers, purchaseFact } from './events.ts';
import { watchFailedRefunds } from './metrics.ts';
import { chooseProvider } from './payments/choose-provider.ts';
import type { PaymentProvider } from './payments/provider.ts';
import { catalogPeer } from './peers/catalog.ts';
import { inventoryPeer } from './peers/inventory.ts';
import { orderRoutes } from './rpc.ts';
import { installationOf } from './storage/installation.ts';
import { openStorage } from './storage/open-storage.ts';
import { forgetOldNotices } from './storage/payment-notices.ts';
import { foldDeltas } from './storage/sales-figures.ts';
import { cancelEvents } from './usecases/cancel-events.ts';
import { createDriver } from './usecases/drive-purchase.ts';
import { createUseCases } from './usecases/index.ts';
import { recoverPurchases } from './usecases/recover-purchases.ts';
import { type Resolving, resolvePayments } from './usecases/resolve-payments.ts';
import { findFailedRefunds } from './usecases/send-refund.ts';
import { encodeAnswer } from './wire.ts';

// Summaries read what waits as well: a longer pause costs them little, and spares the totals most of their changes.
const FOLD_MS = 4000;
const RESOLVE_MS = 1000;
const FAILED_REFUNDS_MS = 600_000;
const DRAIN_MS = 8000;

/** What surrounds order: the services it asks, and what tests put in place of the usual. */
export type OrderSurroundings = Surroundings & {
  inventory: Transport;
  catalog: Transport;
  provider?: PaymentProvider;
  clock?: Clock;
};

function startChores(needs: Resolving): Chore[] {
  const { database, log } = needs;
  const forget = async () => {
    await forgetOldKeys(database.read());
    await forgetOldNotices(database);
  };
  return [
    startChore('resolving payments', RESOLVE_MS, resolvePayments(needs), log),
    startChore('finding failed refunds', FAILED_REFUNDS_MS, findFailedRefunds(needs), log),
    startChore('folding sales figures', FOLD_MS, () => foldDeltas(database), log),
    startChore('forgetting old keys and notices', HOUR_MS, forget, log),
  ];
}

/** Wires order and starts it: its database is migrated, its outbox goes out and unfinished purchases are taken up. */
export async function createApp(config: Config, surroundings: OrderSurroundings): Promise<Service> {
  const { log, bus, inventory, catalog, clock = systemClock } = surroundings;
  const { leaseSeconds, holdSeconds, paymentTimeoutMs, paymentResolveSeconds: resolveSeconds } = config;
  const database = await openStorage(config.databaseUrl, config.databasePool);
  const provider = surroundings.provider ?? chooseProvider(config.payments, await installationOf(database));
  const unwatchCourier = watchCourier('order', database, { outbox: true, inbox: true });
  const unwatchRefunds = watchFailedRefunds(database);
  const relay = startOutboxRelay(database, bus, log);
  const wire = { fact: purchaseFact, answer: encodeAnswer };
  const inventoryAnswers = inventoryPeer(inventory);
  const settings = { holdSeconds, resolveSeconds, paymentTimeoutMs, leaseSeconds };
  const saga = { database, inventory: inventoryAnswers, provider, wire, clock, log, settings };
  const driver = createDriver({ ...saga, committed: relay.kick });
  const catalogAnswers = catalogPeer(catalog, log);
  const paying = { database, provider, log, paymentTimeoutMs };
  const useCases = createUseCases({
    ...saga,
    driver,
    catalog: catalogAnswers,
    passIssuer: config.tokenIssuer,
  });
  const stopRecovery = recoverPurchases(database, driver, log, leaseSeconds);
  const stopCancelling = cancelEvents({ database, driver, inventory: inventoryAnswers, log, leaseSeconds });
  for (const consumer of consumers(database, log)) await bus.subscribe(consumer);
  const chores = startChores(paying);
  return {
    service: OrderService,
    routes: (router) => orderRoutes(router, useCases, log),
    ready: () => database.isReady(),
    async stop() {
      await Promise.all([stopRecovery(), stopCancelling()]);
      await driver.drain(DRAIN_MS);
      await Promise.all(chores.map((chore) => chore.stop()));
      await relay.stop();
      unwatchCourier();
      unwatchRefunds();
      await database.close();
    },
  };
}
