import { setTimeout as sleep } from 'node:timers/promises';
import type { Customer } from '../../e2e/support/customer.ts';
import type { Purchase } from '../../e2e/support/resources.ts';
import { statusesOf } from '../../e2e/support/show.ts';
import type { Ledger, Staged } from '../load/ledger.ts';

/** Nothing unfinished may be left so long after the last fault. */
export const SETTLE_MS = 60_000;
const GIVE_UP_MS = 240_000;
const LOOK_MS = 1000;
const SAY_EVERY_MS = 5000;
const UNFINISHED = ['pending', 'reserved', 'paying', 'cancelling'];

/** What still waits for something: statuses of purchases with their counts. */
type Waiting = Map<string, number>;

async function unfinishedOf(customer: Customer, waiting: Waiting): Promise<boolean> {
  let finished = true;
  for (const status of UNFINISHED) {
    const { length } = await customer.purchases(status);
    if (length > 0) waiting.set(status, (waiting.get(status) ?? 0) + length);
    finished &&= length === 0;
  }
  return finished;
}

/** The statuses of an event's tickets by id; undefined for one that is cancelled, which the public can't see. */
export async function seatsOf({ partner, event, cancelled }: Staged): Promise<Map<number, string> | undefined> {
  if (cancelled) return undefined;
  const answer = await partner.get(`/v1/events/${event.id}/seatmap`);
  if (answer.status !== 200) throw new Error(`the seat map of event ${event.id} answered ${answer.status}`);
  const statuses = statusesOf(answer.body as Parameters<typeof statusesOf>[0]);
  return new Map(statuses.map((status, n) => [event.id * 1_000_000 + n + 1, status]));
}

async function heldSeats(staged: readonly Staged[], waiting: Waiting): Promise<void> {
  let held = 0;
  for (const one of staged) {
    const seats = await seatsOf(one);
    if (seats) for (const status of seats.values()) held += status === 'held' ? 1 : 0;
    else held += (await one.partner.eventSummary(one.event)).held;
  }
  if (held > 0) waiting.set('held tickets', held);
}

/**
 * Waits until no purchase is unfinished and no ticket is held. Answers how long after the last fault that was, in
 * milliseconds, and what was left when the time was over, if it was. Throws when something never ends.
 */
export async function settle(
  { customers, staged }: Ledger,
  lastFaultAt: number,
  say: (line: string) => void,
): Promise<{ afterMs: number; late: string | undefined }> {
  let open = customers;
  let late: string | undefined;
  let saidAt = 0;
  for (;;) {
    const begun = performance.now();
    const waiting: Waiting = new Map();
    const stillOpen: Customer[] = [];
    for (const customer of open) if (!(await unfinishedOf(customer, waiting))) stillOpen.push(customer);
    open = stillOpen;
    if (open.length === 0) await heldSeats(staged, waiting);
    const afterMs = begun - lastFaultAt;
    if (waiting.size === 0) return { afterMs, late };
    const left = [...waiting].map(([what, count]) => `${count} ${what}`).join(', ');
    if (performance.now() - saidAt > SAY_EVERY_MS) {
      saidAt = performance.now();
      say(`${Math.round(afterMs / 1000)} s after the last fault: ${left}`);
    }
    if (afterMs > SETTLE_MS) late ??= left;
    if (afterMs > GIVE_UP_MS) throw new Error(`never ended: ${left}`);
    await sleep(LOOK_MS);
  }
}

/** Every purchase of everybody, by id. */
export async function allPurchases({ customers }: Ledger): Promise<Map<number, Purchase>> {
  const purchases = new Map<number, Purchase>();
  for (const customer of customers) {
    for (const purchase of await customer.purchases()) purchases.set(purchase.id, purchase);
  }
  return purchases;
}
