import { eventually } from '@boxoffice/testing';
import { startPlatform } from '../../standalone/platform.ts';
import type { DatabaseUrls } from '../audit.ts';
import { administer, freshDatabases } from './databases.ts';
import { type Account, openShop, type Shop } from './shop.ts';

/** A platform that sold some tickets in every way there is, and was stopped. */
export type World = {
  urls: DatabaseUrls;
  /** When it stopped. */
  stoppedAt: Date;
  stage: Stage;
  purchases: Purchases;
  drop(): Promise<void>;
};

type Purchases = Awaited<ReturnType<typeof sellInEveryWay>>;
type Stage = Awaited<ReturnType<typeof setStage>>;

const SETTINGS = { host: '127.0.0.1', port: 0, dataDir: '', logLevel: 'silent', postgresUrl: undefined };
const SECRETS = { serviceToken: 'a-service-token-for-tests-only-0123456789', natsToken: '' };
// The provider's slow answer (2 s) comes too late on purpose.
const PATIENCE = { PAYMENT_TIMEOUT_MS: '200', PAYMENT_RESOLVE_SECONDS: '1', HOLD_SECONDS: '3600' };
const SLOW_MS = 15_000;
const UNPUBLISHED = 'select 1 from outbox where published_at is null';

async function setStage(shop: Shop) {
  const [partner, other, customer] = await Promise.all([shop.partner(), shop.partner(), shop.customer()]);
  const concert = await shop.event(partner, 'Concert');
  const seat = await shop.tickets(partner, concert, 30, 1000, 'Floor');
  await shop.tickets(partner, concert, 10, 500, 'Balcony');
  const free = await shop.event(partner, 'Open day');
  const freeSeat = await shop.tickets(partner, free, 10, 0, '');
  const rainy = await shop.event(partner, 'Open air');
  const rainySeat = await shop.tickets(partner, rainy, 10, 700, 'Lawn');
  const abroad = await shop.event(partner, 'Abroad', 'USD');
  const seatAbroad = await shop.tickets(partner, abroad, 5, 300, 'Floor');
  const others = await shop.event(other, 'Fair');
  const othersSeat = await shop.tickets(other, others, 5, 400, 'Hall');
  const account = `customer:${customer.id}`;
  return { partner, customer, account, concert, seat, freeSeat, rainy, rainySeat, abroad, seatAbroad, othersSeat };
}

async function sellInEveryWay(shop: Shop, orders: string, inventory: string, stage: Stage) {
  const { customer, seat, freeSeat, rainySeat, seatAbroad, othersSeat } = stage;
  const paid = await shop.buy(customer, [seat(1), seat(2), seat(3)], 'tok_approved', 'paid');
  const ofTwoPartners = await shop.buy(customer, [seat(4), seat(31), othersSeat(1)]);
  const abroad = await shop.buy(customer, [seatAbroad(1)]);
  const paidLater = await shop.reserve(customer, [seat(5)], 'later');
  await shop.pay(customer, paidLater, 'tok_approved', 'later');
  const reserved = await shop.reserve(customer, [seat(6), seat(7)]);
  const declined = await shop.buy(customer, [seat(8)], 'tok_declined', 'declined');
  const paidAtLast = await shop.reserve(customer, [seat(9)]);
  await shop.pay(customer, paidAtLast, 'tok_declined');
  await shop.pay(customer, paidAtLast);
  const partReleased = await shop.reserve(customer, [seat(11), seat(12)]);
  await shop.cancel(customer, partReleased, [seat(12)]);
  await expectRows(orders, UNPUBLISHED, 0);
  await shop.pay(customer, partReleased);
  const givenBack = await shop.reserve(customer, [seat(10)]);
  await shop.cancel(customer, givenBack);
  const partRefunded = await shop.buy(customer, [seat(13), seat(14)]);
  await shop.cancel(customer, partRefunded, [seat(14)]);
  const refunded = await shop.buy(customer, [seat(15)]);
  await shop.cancel(customer, refunded, undefined, 'refunded');
  const free = await shop.buy(customer, [freeSeat(1), freeSeat(2)]);
  await shop.cancel(customer, free, [freeSeat(2)]);
  const refused = await shop.buy(customer, [seat(1)]);
  const ofRainyDay = await shop.buy(customer, [rainySeat(1), seat(21)]);
  const onlyRainyDay = await shop.buy(customer, [rainySeat(2), rainySeat(3)]);
  const expired = await expire(shop, customer, orders, seat(16));
  const holdGone = await loseHold(shop, customer, inventory, seat(22));
  return {
    ...{ paid, ofTwoPartners, abroad, paidLater, reserved, declined, paidAtLast, partReleased, partRefunded, refunded },
    ...{
      givenBack,
      free,
      refused,
      ofRainyDay,
      onlyRainyDay,
      expired,
      holdGone,
      ...(await troubleProvider(shop, stage)),
    },
  };
}

/** Lets a hold run out by taking its time away. */
async function expire(shop: Shop, customer: Account, orders: string, seat: number): Promise<number> {
  const id = await shop.reserve(customer, [seat]);
  await administer(orders, `update purchases set expires_at = now() where id = ${id}`);
  await administer(orders, `update sagas set due_at = now() where purchase_id = ${id}`);
  return id;
}

/** Pays for tickets whose hold is lost by then: the money comes back. */
async function loseHold(shop: Shop, customer: Account, inventory: string, seat: number): Promise<number> {
  const id = await shop.reserve(customer, [seat]);
  await administer(
    inventory,
    `update holds set status = 2 where purchase_id = ${id};
     update tickets set status = 0, purchase_id = null, version = version + 1 where id = ${seat};
     insert into ticket_history (event_id, ticket_id, from_status, to_status, reason, purchase_id)
       values (${seat} / 1000000, ${seat}, 1, 0, 'lost', ${id})`,
  );
  await shop.pay(customer, id);
  return id;
}

/** Purchases whose payment provider does not answer in time. */
async function troubleProvider(shop: Shop, { customer, seat }: Stage) {
  const twicePaid = await shop.reserve(customer, [seat(18)]);
  const [late, unresolved, lostAnswer] = await Promise.all([
    shop.buy(customer, [seat(17)], 'tok_slow'),
    shop.buy(customer, [seat(19)], 'tok_timeout'),
    shop.buy(customer, [seat(20)], 'tok_lost_response'),
    shop.pay(customer, twicePaid, 'tok_slow'),
  ]);
  return { twicePaid, late, unresolved, lostAnswer };
}

async function expectRows(url: string, sql: string, count: number): Promise<void> {
  await eventually(
    async () => {
      const { length } = await administer(url, sql);
      if (length !== count) throw new Error(`${length} rows instead of ${count}: ${sql}`);
    },
    { timeoutMs: SLOW_MS, intervalMs: 100 },
  );
}

/** Everything that goes on in the background comes to its end. */
async function settle(shop: Shop, { order }: DatabaseUrls, stage: Stage, purchases: Purchases): Promise<void> {
  await expectRows(order, `select 1 from purchases where id = ${purchases.twicePaid} and status = 'reserved'`, 1);
  await shop.pay(stage.customer, purchases.twicePaid);
  await expectRows(order, `select 1 from refunds where reason = 'late_payment' and done_at is not null`, 2);
  await expectRows(order, `select 1 from event_cancellations where done_at is not null`, 1);
  await expectRows(order, `select 1 from purchases where id = ${purchases.expired} and status = 'expired'`, 1);
  await expectRows(order, UNPUBLISHED, 0);
  await expectRows(order, 'select 1 from sales_deltas', 0);
}

/** Brings a platform up on databases of its own, sells in every way, and stops it. */
export async function openWorld(): Promise<World> {
  const { urls, drop } = await freshDatabases();
  const databases = { urls, adminUrl: '', stop: async () => undefined };
  const secrets = { ...SECRETS, passwords: { identity: '', catalog: '', inventory: '', order: '' } };
  const platform = await startPlatform(SETTINGS, databases, secrets, { ...process.env, ...PATIENCE });
  const shop = openShop(platform.gateway);
  const stage = await setStage(shop);
  const { partner, concert, seat, rainy } = stage;
  await shop.changeTickets(partner, concert, [seat(29), seat(30)], { status: 'withdrawn' });
  await shop.changeTickets(partner, concert, [seat(30)], { status: 'available', price: 1100 });
  const purchases = await sellInEveryWay(shop, urls.order, urls.inventory, stage);
  await shop.cancelEvent(partner, rainy);
  await settle(shop, urls, stage, purchases);
  await platform.stop();
  const stoppedAt = new Date();
  // The payment without an outcome is asked for again and again; not just at the moment of the stop.
  await administer(urls.order, `update unresolved_payments set due_at = due_at + interval '1 hour'`);
  return { urls, stoppedAt, stage, purchases, drop };
}
