import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { type Answer, ok, refusal } from './support/answer.ts';
import { createApi } from './support/api.ts';
import type { Customer } from './support/customer.ts';
import { type Folder, freshFolder } from './support/folder.ts';
import { expectBooksToBalance, settledPurchases } from './support/ledger.ts';
import { type Platform, startPlatform, type Topology } from './support/platform.ts';
import { at, present } from './support/present.ts';
import { stillRunning } from './support/processes.ts';
import { chooseSeed, type Random, seeded } from './support/random.ts';
import type { Problem, Purchase } from './support/resources.ts';
import { type Show, stageShow, ticketStatuses } from './support/show.ts';
import { soon } from './support/soon.ts';

jest.setTimeout(180_000);

const SEATS = 240;
const ATTEMPTS = 100;
const PACE_MS = 8;
const PAID_BEFORE = 10;
const BUYERS = 12;
const SETTLE_MS = 60_000;
const SETTINGS = { HOLD_SECONDS: '3', LEASE_SECONDS: '3', PAYMENT_TIMEOUT_MS: '2500', PAYMENT_RESOLVE_SECONDS: '2' };
const TOKENS = [
  ...Array<string>(5).fill('tok_approved'),
  ...['tok_declined', 'tok_error', 'tok_slow', 'tok_lost_response', 'tok_timeout'],
];

// A purchase that was answered so has failed for good.
const FINAL = [402, 404, 409, 502];
const OUTAGES: Record<number, string[]> = {
  503: ['service_unavailable', 'inventory_unavailable', 'interrupted', 'overloaded'],
  504: ['service_timeout', 'payment_timeout', 'confirmation_timeout'],
};

const seed = chooseSeed();

type Attempt = { buyer: Customer; answer: Answer<Purchase> };

/** Buys or reserves one to four random seats with a random card; undefined when no answer came. */
async function attempt(show: Show, buyer: Customer, random: Random): Promise<Attempt | undefined> {
  const wanted = random.sample(show.ticketIds, 1 + random.integer(4));
  const purchase = random.integer(8) === 0 ? buyer.reserve(wanted) : buyer.buy(wanted, random.pick(TOKENS));
  const answer = await purchase.catch(() => undefined);
  return answer && { buyer, answer };
}

describe.each<Topology>(['standalone', 'cluster'])(`a crash of the %s platform (seed ${seed})`, (topology) => {
  let folder: Folder;
  let platform: Platform;
  let show: Show;
  let buyers: Customer[];
  const api = createApi(() => platform.url);

  beforeAll(async () => {
    folder = await freshFolder();
    platform = await startPlatform(topology, folder, SETTINGS);
    show = await stageShow(api, { seats: SEATS, price: 3333 });
    buyers = await api.customers(BUYERS);
  });

  afterAll(async () => {
    try {
      await platform.stop();
    } finally {
      await folder.remove();
    }
  });

  test('in the middle of a sale loses nothing that was acknowledged and leaves nothing half done', async () => {
    const random = seeded(seed);
    let paidBefore = 0;
    let crash: (() => void) | undefined;
    const enough = new Promise<void>((resolve) => {
      crash = resolve;
    });
    const attempts = Array.from({ length: ATTEMPTS }, async (_, i) => {
      await sleep(i * PACE_MS);
      const result = await attempt(show, at(buyers, i % BUYERS), random);
      if (result?.answer.status === 201 && ++paidBefore === PAID_BEFORE) crash?.();
      return result;
    });
    await enough;
    const left = await platform.crash();
    const known = (await Promise.all(attempts)).filter((result) => result !== undefined);
    expect(known.length).toBeLessThan(ATTEMPTS);
    expect(stillRunning(left)).not.toEqual([]);

    platform = await startPlatform(topology, folder, SETTINGS);
    const purchases = await settledPurchases(api, show, buyers, SETTLE_MS);
    await expectBooksToBalance(api, show, purchases);
    await platform.audit();

    const byId = new Map(purchases.map((purchase) => [purchase.id, purchase]));
    const paid = known.filter(({ answer }) => answer.status === 201 && answer.body.status === 'paid');
    expect(paid).not.toEqual([]);
    for (const { answer } of paid) expect(byId.get(answer.body.id)).toEqual(answer.body);
    for (const { answer } of known.filter(({ answer }) => FINAL.includes(answer.status))) {
      const { reason, purchase_id: id } = answer.body as unknown as Problem;
      expect(byId.get(id)).toMatchObject({ status: 'failed', reason });
    }

    const free = [...(await ticketStatuses(api, show.event))].filter(([, status]) => status === 'available');
    const [one] = free;
    ok(await at(buyers, 0).buy([present(one)[0]]), 201);
  });

  if (topology !== 'cluster') return;

  test.each(['inventory', 'order'])('of its %s process alone is over in seconds', async (part) => {
    const stage = await stageShow(api, { seats: SEATS, price: 4444 });
    const random = seeded(seed);
    const before = platform.pidOf(part);
    let open = true;
    const known: Attempt[] = [];
    const shopping = buyers.map(async (buyer) => {
      while (open) {
        const wanted = random.sample(stage.ticketIds, 1 + random.integer(3));
        known.push({ buyer, answer: await buyer.buy(wanted) });
      }
    });
    await sleep(500);
    process.kill(before, 'SIGKILL');
    await soon(() => expect(platform.pidOf(part)).not.toBe(before), SETTLE_MS);
    await sleep(500);
    open = false;
    await Promise.all(shopping);

    const purchases = await settledPurchases(api, stage, buyers, SETTLE_MS);
    await expectBooksToBalance(api, stage, purchases);
    await platform.audit();
    const byId = new Map(purchases.map((purchase) => [purchase.id, purchase]));
    for (const { answer } of known) {
      if (answer.status === 201) expect(byId.get(answer.body.id)).toEqual(answer.body);
      else if (answer.status === 409) refusal(answer, 409, 'ticket_unavailable');
      else {
        expectOutage(answer);
        const purchase = byId.get((answer.body as unknown as Problem).purchase_id);
        if (purchase && answer.status === 503) expect(purchase.status).toBe('failed');
      }
    }
    expect(known.filter(({ answer }) => answer.status === 201)).not.toEqual([]);
    expect(known.filter(({ answer }) => answer.status in OUTAGES)).not.toEqual([]);
  });

  test('of inventory after the payment is never told as a purchase that took nothing', async () => {
    const stage = await stageShow(api);
    const buyer = at(buyers, 0);
    const buying = buyer.buy([stage.ticketIds[0]], 'tok_slow');
    await sleep(500);
    const release = platform.keepDown('inventory');
    const answer = await buying;
    release();
    const [purchase] = await settledPurchases(api, stage, [buyer], SETTLE_MS);
    expect(purchase).toMatchObject({ status: 'paid', payment: { status: 'captured' } });
    if (answer.status === 201) expect(purchase).toEqual(answer.body);
    else {
      expect([answer.status, (answer.body as unknown as Problem).purchase_id]).toEqual([504, purchase?.id]);
      expect(answer.text).not.toContain('nothing was taken');
    }
  });
});

/** Expects an outage to be told as one that clients can wait out. */
function expectOutage(answer: Answer): void {
  const { reason } = answer.body as Problem;
  if (!OUTAGES[answer.status]?.includes(reason)) throw new Error(`${answer.status} is no outage: ${answer.text}`);
  refusal(answer, answer.status, reason);
}
