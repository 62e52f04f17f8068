import type { PlannedPurchase } from '../plan/purchases.ts';
import type { Seat } from '../plan/seats.ts';
import { inParallel } from '../pool.ts';
import type { Progress } from '../progress.ts';
import type { PurchaseAnswer } from '../rest/answers.ts';
import { Problem } from '../rest/client.ts';
import type { Session } from '../rest/session.ts';
import type { FilledEvents } from './events.ts';
import { found } from './tally.ts';

/** A customer with the purchases that were there before, by the tickets they want. */
export type Buyer = { session: Session; earlier: Map<string, PurchaseAnswer[]> };

const WIDTH = 6;
// A purchase that failed of these may be made again; other reasons are the platform's last word.
const PASSING = new Set([
  'payment_error',
  'payment_timeout',
  'inventory_unavailable',
  'confirmation_timeout',
  'interrupted',
  'hold_released',
]);

/** Tells sets of tickets apart. */
export function ticketSet(ticketIds: number[]): string {
  return [...ticketIds].sort((a, b) => a - b).join(' ');
}

/** Ids of seats; undefined when one of their events is not on sale (any more). */
export function ticketIdsOf(seats: Seat[], events: FilledEvents): number[] | undefined {
  const ids = seats.flatMap(({ event, section, offset }) => {
    const filled = events.get(event);
    const first = filled?.onSale ? filled.firstTicketIds.get(section) : undefined;
    return first === undefined ? [] : [first + offset];
  });
  return ids.length === seats.length ? ids : undefined;
}

/** The earlier purchase that makes a planned one needless; undefined when it is to be made. */
export function settledBefore({ intent }: PlannedPurchase, earlier: PurchaseAnswer[]): PurchaseAnswer | undefined {
  const settled = earlier.filter(({ reason }) => intent !== 'paid' || reason === null || !PASSING.has(reason));
  return settled.find(({ status }) => status !== 'failed') ?? settled[0];
}

/** How often a purchase may have been tried: one that failed before it got its tickets does not name them. */
function attemptsAt(tickets: string, earlier: Buyer['earlier']): number {
  const nameless = earlier.get(ticketSet([]))?.filter(({ status }) => status === 'failed') ?? [];
  return (earlier.get(tickets)?.length ?? 0) + nameless.length;
}

/** Reads what customers bought before. */
export function meetBuyers(customers: Session[]): Promise<Buyer[]> {
  return inParallel(customers, WIDTH, async (session) => {
    const purchases = await session.list<PurchaseAnswer>('/v1/purchases');
    const wanted = ({ items }: PurchaseAnswer) => ticketSet(items.map((item) => item.ticket_id));
    return { session, earlier: Map.groupBy(purchases, wanted) };
  });
}

/** `impossible`: an event is not on sale (any more). `unfinished`: it failed of something that passes. */
type Made = 'found' | 'created' | 'impossible' | 'unfinished';

/** Makes one purchase unless it is there; a refusal is recorded by the platform and counts as made. */
async function purchase({ session, earlier }: Buyer, planned: PlannedPurchase, events: FilledEvents): Promise<Made> {
  const ticketIds = ticketIdsOf(planned.seats, events);
  if (!ticketIds) return 'impossible';
  const tickets = ticketSet(ticketIds);
  const settled = settledBefore(planned, earlier.get(tickets) ?? []);
  const made = settled ?? (await place(session, planned, ticketIds, attemptsAt(tickets, earlier)));
  if (made instanceof Problem) return planned.intent === 'paid' && PASSING.has(made.reason) ? 'unfinished' : 'created';
  const unwanted = ticketIds.filter((_, place) => planned.cancel.includes(place));
  await cancel(session, made, planned.n, unwanted);
  return settled ? 'found' : 'created';
}

/** The purchase, or the problem that it failed of and that is recorded with it. */
async function place(
  session: Session,
  { n, token }: PlannedPurchase,
  ticketIds: number[],
  attempts: number,
): Promise<PurchaseAnswer | Problem> {
  const payment = token === undefined ? {} : { payment: { method: 'card', token } };
  const body = { ticket_ids: ticketIds, ...payment };
  try {
    return await session.call<PurchaseAnswer>('POST', '/v1/purchases', { body, key: `demo-${n}-${attempts}` });
  } catch (error) {
    if (error instanceof Problem && error.purchaseId !== undefined) return error;
    throw error;
  }
}

async function cancel(session: Session, { id, status, items }: PurchaseAnswer, n: number, unwanted: number[]) {
  const sold = new Set(items.flatMap((item) => (item.status === 'sold' ? [item.ticket_id] : [])));
  const ticketIds = unwanted.filter((ticketId) => sold.has(ticketId));
  if (status !== 'paid' || ticketIds.length === 0) return;
  await session.call('POST', `/v1/purchases/${id}/cancel`, {
    body: { ticket_ids: ticketIds },
    key: `demo-cancel-${n}`,
  });
}

/** Makes the planned purchases that are missing, and cancels what is to be cancelled. */
export async function fillPurchases(
  buyers: Buyer[],
  planned: PlannedPurchase[],
  events: FilledEvents,
  progress: Progress,
): Promise<void> {
  const tally = { found: 0, created: 0, impossible: 0, unfinished: 0 };
  const make = async (one: PlannedPurchase) => {
    const buyer = buyers[one.customer];
    if (!buyer) throw new TypeError(`there is no customer ${one.customer}`);
    tally[await purchase(buyer, one, events)]++;
    progress.step();
  };
  progress.begin('purchases', planned.length);
  await inParallel(
    planned.filter(({ intent }) => intent !== 'refused'),
    WIDTH,
    make,
  );
  // These want what the others have bought.
  await inParallel(
    planned.filter(({ intent }) => intent === 'refused'),
    WIDTH,
    make,
  );
  const { impossible, unfinished } = tally;
  progress.end(found('purchases', tally));
  if (impossible > 0) progress.end(`  ${impossible} left out: their events are not on sale any more`);
  if (unfinished > 0) progress.end(`  ${unfinished} did not come through: run it again to make them`);
}
