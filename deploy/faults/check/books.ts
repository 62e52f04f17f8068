import { isDeepStrictEqual } from 'node:util';
import type { EventSummary, Figures, Item, Purchase } from '../../e2e/support/resources.ts';
import { countSales } from '../../e2e/support/tally.ts';
import type { Ledger, Staged } from '../load/ledger.ts';
import { seatsOf } from './settle.ts';

/** An event as its seats, its partner's figures and its buyers tell of it. */
export type EventBooks = {
  staged: Staged;
  /** By ticket id; undefined for a cancelled event. */
  seats: Map<number, string> | undefined;
  summary: EventSummary;
  figures: Figures;
};

/** Tickets that are sold or held in more than one purchase. */
export function soldTwice(purchases: Iterable<Purchase>): string[] {
  const owners = new Map<number, number>();
  const twice: string[] = [];
  for (const { id, items } of purchases) {
    for (const { ticket_id, status } of items) {
      if (status !== 'sold' && status !== 'held') continue;
      const other = owners.get(ticket_id);
      if (other !== undefined) twice.push(`ticket ${ticket_id} is ${status} in purchases ${other} and ${id}`);
      owners.set(ticket_id, id);
    }
  }
  return twice;
}

/** The part of a summary that can be counted from purchases. */
export function figuresOf({ currency_totals, tickets_sold, tickets_cancelled, purchases }: Figures): Figures {
  const nonZero = currency_totals.filter(({ amount }) => amount !== 0);
  return { currency_totals: nonZero, tickets_sold, tickets_cancelled, purchases };
}

/** What does not add up between the seats of an event, its figures and its buyers' purchases. */
export function unbalanced({ staged, seats, summary, figures }: EventBooks, owned: ReadonlySet<number>): string[] {
  const { event, seats: created, cancelled } = staged;
  const wrong: string[] = [];
  const expect = (what: string, is: unknown, should: unknown) => {
    if (!isDeepStrictEqual(is, should)) {
      wrong.push(`event ${event.id}: ${what} is ${JSON.stringify(is)}, not ${JSON.stringify(should)}`);
    }
  };
  const mine = [...owned].filter((id) => Math.floor(id / 1_000_000) === event.id).sort((a, b) => a - b);
  if (seats) {
    const sold = [...seats].filter(([, status]) => status === 'sold').map(([id]) => id);
    expect('sold seats', sold, mine);
    expect('seats on the map', seats.size, created);
  }
  const free = created - mine.length;
  const { total, sold, held, available, withdrawn } = summary;
  expect('the counts', { total, sold, held }, { total: created, sold: mine.length, held: 0 });
  expect(
    'the rest',
    { available, withdrawn },
    cancelled ? { available: 0, withdrawn: free } : { available: free, withdrawn: 0 },
  );
  expect('the figures', figuresOf(summary), figuresOf(figures));
  return wrong;
}

/** Compares everything that is told of the sales with the customers' own purchases. */
export async function unbalancedBooks({ staged, partners }: Ledger, purchases: Purchase[]): Promise<string[]> {
  const owned = new Set<number>();
  for (const { items } of purchases) for (const item of items) if (item.status === 'sold') owned.add(item.ticket_id);
  const wrong = soldTwice(purchases);
  for (const one of staged) {
    const counts = (item: Item) => item.event_id === one.event.id;
    const figures = countSales(
      purchases.filter(({ items }) => items.some(counts)),
      counts,
    );
    const summary = await one.partner.eventSummary(one.event);
    wrong.push(...unbalanced({ staged: one, seats: await seatsOf(one), summary, figures }, owned));
  }
  for (const partner of partners) {
    const own = new Set(staged.filter((one) => one.partner === partner).map(({ event }) => event.id));
    const should = figuresOf(countSales(purchases, ({ event_id }) => own.has(event_id)));
    const is = figuresOf(await partner.summary());
    if (!isDeepStrictEqual(is, should)) {
      wrong.push(`partner ${partner.account.id}: sales are ${JSON.stringify(is)}, not ${JSON.stringify(should)}`);
    }
  }
  return wrong;
}
