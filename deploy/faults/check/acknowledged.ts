import { isDeepStrictEqual } from 'node:util';
import type { Item, Problem, Purchase } from '../../e2e/support/resources.ts';
import { succeeded } from '../load/judge.ts';
import type { Command, Ledger, Placement } from '../load/ledger.ts';
import { eventIdOf } from '../load/seats.ts';

/** What customers were told of one purchase. */
type Told = {
  /** Where it was told as held or paid. */
  acknowledged: Purchase[];
  paid: boolean;
  /** Tickets that were given back for certain, and those that may have been. */
  cancelled: Set<number>;
  asked: Set<number>;
  /** Why it was told to have failed. */
  failed: string | undefined;
};

const ENDS = ['paid', 'failed', 'expired', 'cancelled'];
const reasonOf = ({ answer }: Command) => (answer?.body as unknown as Problem | undefined)?.reason;
const purchaseIdOf = ({ answer }: Placement) =>
  answer && (succeeded(answer) ? answer.body.id : (answer.body as unknown as Problem).purchase_id);

function tellings({ placements, payments, cancellations }: Ledger): Map<number, Told> {
  const all = new Map<number, Told>();
  const about = (id: number): Told => {
    const told = all.get(id) ?? {
      ...{ acknowledged: [], paid: false, failed: undefined },
      ...{ cancelled: new Set<number>(), asked: new Set<number>() },
    };
    all.set(id, told);
    return told;
  };
  const acknowledge = (id: number, purchase: Purchase) => {
    const told = about(id);
    told.acknowledged.push(purchase);
    told.paid ||= purchase.status === 'paid';
  };
  for (const placement of placements) {
    const id = purchaseIdOf(placement);
    if (id === undefined || !placement.answer) continue;
    if (succeeded(placement.answer)) acknowledge(id, placement.answer.body);
    else about(id).failed = reasonOf(placement);
  }
  for (const { purchaseId, answer } of payments) {
    if (answer && succeeded(answer)) acknowledge(purchaseId, answer.body);
  }
  for (const { purchaseId, ticketIds, answer } of cancellations) {
    const told = about(purchaseId);
    for (const id of ticketIds) told.asked.add(id);
    if (answer && succeeded(answer)) for (const id of ticketIds) told.cancelled.add(id);
  }
  return all;
}

const termsOf = (items: readonly Item[]) =>
  items
    .map(({ ticket_id, seat, price, currency }) => ({ ticket_id, seat, price, currency }))
    .sort((a, b) => a.ticket_id - b.ticket_id);

/** What of an acknowledged purchase may never change. */
function changed(before: Purchase, now: Purchase): string | undefined {
  // A hold that loses tickets, which others check, costs less.
  const released = before.status === 'reserved' ? now.items.filter(({ status }) => status === 'released') : [];
  const total = before.total - released.reduce((sum, { price }) => sum + price, 0);
  if (now.total !== before.total && now.total !== total) return `its total was ${before.total} and is ${now.total}`;
  if (!isDeepStrictEqual(termsOf(now.items), termsOf(before.items))) return 'its tickets are others';
  const reference = before.payment?.provider_reference;
  if (before.status === 'paid' && reference !== now.payment?.provider_reference) {
    return `its payment was ${reference} and is ${now.payment?.provider_reference}`;
  }
  return undefined;
}

function* wrongTickets(now: Purchase, told: Told, cancelledEvents: ReadonlySet<number>): Generator<string> {
  for (const { ticket_id: id, status } of now.items) {
    const off = cancelledEvents.has(eventIdOf(id));
    const mayBeGone = off || told.asked.has(id);
    if (told.cancelled.has(id) && !['cancelled', 'released'].includes(status))
      yield `gave ${id} back, which is ${status}`;
    if (told.paid && !mayBeGone && status !== 'sold') yield `was paid, and its ticket ${id} is ${status}`;
    if (off && status === 'sold') yield `still has ticket ${id} of a cancelled event`;
  }
}

function paymentStatusOf({ items, total }: Purchase): string | undefined {
  const priced = items.filter(({ price, status }) => price > 0 && status !== 'released');
  const back = priced.filter(({ status }) => status === 'cancelled').length;
  if (total === 0 || priced.length === 0) return undefined;
  if (back === 0) return 'captured';
  return items.some(({ status }) => status === 'sold') ? 'partially_refunded' : 'refunded';
}

function* wrongWith(now: Purchase, told: Told, cancelledEvents: ReadonlySet<number>): Generator<string> {
  if (!ENDS.includes(now.status)) yield `is still ${now.status}`;
  for (const before of told.acknowledged) {
    const change = changed(before, now);
    if (change) yield change;
  }
  if (told.failed && (now.status !== 'failed' || now.reason !== told.failed)) {
    // A captured payment whose hold was gone goes back, and the purchase is told as cancelled.
    const refunded = told.failed === 'hold_released' && now.status === 'cancelled';
    if (!refunded) yield `was told to have failed (${told.failed}) and is ${now.status} (${now.reason})`;
  }
  yield* wrongTickets(now, told, cancelledEvents);
  const wasSold = now.items.some(({ status }) => status === 'sold' || status === 'cancelled');
  const payment = wasSold ? paymentStatusOf(now) : undefined;
  if (payment && now.payment?.status !== payment)
    yield `has a payment ${now.payment?.status} that should be ${payment}`;
}

/** Purchases that nobody was told of must be those of customers who went away, one each. */
function* unasked(ledger: Ledger, purchases: ReadonlyMap<number, Purchase>, told: ReadonlyMap<number, Told>) {
  const abandoned = new Map<number, number>();
  for (const { customer, answer } of ledger.placements) {
    const id = customer.account.id;
    if (!answer) abandoned.set(id, (abandoned.get(id) ?? 0) + 1);
  }
  for (const { id, customer_id: customer } of purchases.values()) {
    if (told.has(id)) continue;
    const left = abandoned.get(customer) ?? 0;
    abandoned.set(customer, left - 1);
    if (left === 0) yield `purchase ${id} is of customer ${customer}, who asked for no such one`;
  }
}

/** A payment that was refused for good has not been taken after all. */
function* paidAgainstRefusal(
  { payments }: Ledger,
  purchases: ReadonlyMap<number, Purchase>,
  told: ReadonlyMap<number, Told>,
) {
  for (const { purchaseId, answer } of payments) {
    const purchase = purchases.get(purchaseId);
    if (!answer || succeeded(answer) || told.get(purchaseId)?.paid) continue;
    if (purchase?.status === 'paid') yield `purchase ${purchaseId} is paid, and the customer was told that it is not`;
  }
}

/** What of all that customers were told does not hold: nothing, if all is well. */
export function brokenPromises(ledger: Ledger, purchases: ReadonlyMap<number, Purchase>): string[] {
  const told = tellings(ledger);
  const cancelledEvents = new Set(ledger.staged.filter(({ cancelled }) => cancelled).map(({ event }) => event.id));
  const broken: string[] = [];
  for (const [id, one] of told) {
    const now = purchases.get(id);
    if (!now) broken.push(`purchase ${id} was acknowledged and is gone`);
    else for (const wrong of wrongWith(now, one, cancelledEvents)) broken.push(`purchase ${id} ${wrong}`);
  }
  return [...broken, ...unasked(ledger, purchases, told), ...paidAgainstRefusal(ledger, purchases, told)];
}
