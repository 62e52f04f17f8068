import assert from 'node:assert/strict';
import { DomainError, secondsAfter } from '@boxoffice/kernel';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { anItem, aPurchase, NOW } from '../../test/purchases.ts';
import type { Advance, Effect, Outcome } from './outcomes.ts';
import { type Purchase, type PurchaseItem, type PurchaseStatus, priceOf, standingItems, totalOf } from './purchase.ts';
import { advance } from './saga.ts';

const SETTINGS = { holdSeconds: 600, resolveSeconds: 15 };

/** The documented graph: which status may follow which. */
const GRAPH: Record<PurchaseStatus, PurchaseStatus[]> = {
  pending: ['reserved', 'failed'],
  reserved: ['reserved', 'paying', 'expired', 'cancelled'],
  paying: ['reserved', 'failed', 'paid', 'cancelling'],
  paid: ['paid', 'cancelling', 'cancelled'],
  cancelling: ['paid', 'cancelled'],
  failed: [],
  expired: [],
  cancelled: [],
};

const ENDS: PurchaseStatus[] = ['failed', 'expired', 'cancelled'];

/** One thing that happens: which of the possible outcomes, for which tickets, how much later. */
type Turn = { pick: number; tickets: number[]; method: boolean; seconds: number; crash: boolean };

const turn: fc.Arbitrary<Turn> = fc.record({
  pick: fc.nat(),
  tickets: fc.subarray([1, 2, 3, 4], { minLength: 1 }),
  method: fc.boolean(),
  seconds: fc.oneof(fc.constant(0), fc.nat(20), fc.nat(1000)),
  crash: fc.nat(9).map((n) => n === 0),
});

/** A purchase on its way through a world that keeps account of its money. */
type Journey = {
  at: Purchase;
  /** As the database has it. */
  stored: Purchase;
  effect: Effect | null;
  captured: number;
  refunded: number;
  /** Captured by attempts that were given up: the resolver sends this back. */
  late: number;
  /** Attempts to pay that took money. */
  attempts: Set<number>;
  now: Date;
};

const wasCaptured = ({ at, attempts }: Journey) => attempts.has(at.payment?.attempt ?? 0);

function possible(journey: Journey, { tickets, method }: Turn, items: PurchaseItem[]): Outcome[] {
  const { at, effect } = journey;
  switch (effect) {
    case 'reserve':
      return [
        { type: 'held', generation: 1, items, currency: 'BRL', method: method && at.payAtOnce ? 'card' : null },
        { type: 'refused', failure: new DomainError('conflict', 'ticket_unavailable', ''), items, currency: 'BRL' },
        { type: 'hold_unknown', reason: 'inventory_unavailable' },
      ];
    case 'charge':
    case 'ask_provider':
      if (wasCaptured(journey)) return [{ type: 'captured', reference: 'ref' }, { type: 'charge_unknown' }];
      return [
        { type: 'captured', reference: 'ref' },
        { type: 'declined', code: 'card_declined' },
        { type: 'not_charged', reason: 'payment_error' },
        { type: 'charge_unknown' },
      ];
    case 'confirm':
      return [{ type: 'confirmed' }, { type: 'confirm_unknown' }, { type: 'hold_gone' }];
    case 'refund':
      return [{ type: 'refunded' }, { type: 'refund_unknown' }];
    default:
      break;
  }
  const cancel: Outcome = { type: 'cancel', ticketIds: tickets, reason: 'cancelled_by_customer', actor: 'customer:3' };
  if (at.status === 'pending') return [{ type: 'recorded' }];
  if (at.status === 'reserved')
    return [{ type: 'pay', method: 'card', actor: 'customer:3' }, cancel, { type: 'resume' }];
  return at.status === 'paid' ? [cancel, { type: 'resume' }] : [{ type: 'resume' }];
}

function account(journey: Journey, outcome: Outcome, { purchase }: Advance): void {
  const { payment, refund } = journey.at;
  if (outcome.type === 'captured' && payment && !wasCaptured(journey)) {
    journey.attempts.add(payment.attempt);
    journey.captured += payment.amount;
  }
  if (outcome.type === 'refunded' && refund) journey.refunded += refund.amount;
  const givenUp = purchase.payment?.status === 'unresolved' && payment?.status !== 'unresolved';
  if (givenUp && payment && wasCaptured(journey)) journey.late += payment.amount;
}

function check(before: Purchase, { captured, refunded, late }: Journey, step: Advance): void {
  const { purchase, history, facts, effect } = step;
  let status = before.status;
  for (const { from, to } of history) {
    assert.equal(from, status);
    assert.ok(GRAPH[status].includes(to), `${status} -> ${to}`);
    status = to;
  }
  assert.equal(purchase.status, status);
  assert.equal(purchase.version, before.version + history.length);
  if (history.length === 0) assert.deepEqual(facts, []);

  const out = [...purchase.releasedTicketIds, ...purchase.cancelledTicketIds];
  assert.equal(new Set(out).size, out.length, 'no ticket is given back twice');
  const standing = standingItems(purchase);
  const kept = captured - refunded - late;
  assert.ok(kept >= 0, 'no more is refunded than was captured');
  if (purchase.refund) assert.ok(purchase.refund.amount <= kept, 'no refund is larger than what is left');
  if (ENDS.includes(purchase.status)) {
    assert.deepEqual([standing, effect, purchase.refund], [[], null, null]);
    assert.equal(kept, 0, 'no money without tickets');
  }
  if (purchase.status === 'paid') {
    assert.equal(kept, priceOf(standing), 'paid means paid for');
    const free = totalOf(purchase)?.amount === 0;
    assert.ok(free || ['captured', 'partially_refunded'].includes(purchase.payment?.status ?? ''));
  }
}

function travel(prices: number[], payAtOnce: boolean, turns: Turn[], look: (step: Advance, journey: Journey) => void) {
  const items = prices.map((price, i) => anItem(i + 1, price));
  const ticketIds = items.map(({ ticketId }) => ticketId);
  const fresh = aPurchase({ ticketIds, payAtOnce });
  const money = { captured: 0, refunded: 0, late: 0, attempts: new Set<number>() };
  const journey: Journey = { at: fresh, stored: fresh, effect: null, ...money, now: NOW };
  for (const one of turns) {
    journey.now = secondsAfter(journey.now, one.seconds);
    // A crash forgets what was not stored; somebody else takes the purchase up.
    const crashed = one.crash && journey.effect !== null;
    if (crashed) journey.at = journey.stored;
    const outcomes = possible(journey, one, items);
    const outcome: Outcome = crashed
      ? { type: 'resume' }
      : (outcomes[one.pick % outcomes.length] ?? { type: 'resume' });
    const before = journey.at;
    const step = advance(before, outcome, journey.now, SETTINGS);
    account(journey, outcome, step);
    look(step, journey);
    check(before, journey, step);
    journey.at = step.purchase;
    if (step.history.length > 0) journey.stored = step.purchase;
    journey.effect = step.effect;
  }
}

const price = fc.constantFrom(0, 100, 250, 9_999_999);
const somePrices = fc.array(price, { minLength: 1, maxLength: 4 });
const turns = fc.array(turn, { minLength: 1, maxLength: 40 });

test('whatever happens to a purchase, it follows the graph, and its tickets and its money are right at every step', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(somePrices, fc.boolean(), turns, (prices, payAtOnce, all) => {
      travel(prices, payAtOnce, all, ({ purchase }) => seen.add(purchase.status));
    }),
    { numRuns: 2000 },
  );
  // The journeys did reach every status.
  expect([...seen].toSorted()).toEqual(Object.keys(GRAPH).toSorted());
});

test('a charge is always for more than nothing', () => {
  fc.assert(
    fc.property(somePrices, fc.boolean(), turns, (prices, payAtOnce, all) => {
      travel(prices, payAtOnce, all, ({ purchase, effect }) => {
        if (effect === 'charge') assert.ok((purchase.payment?.amount ?? 0) > 0);
      });
    }),
    { numRuns: 2000 },
  );
});
