import { expect, test } from '@jest/globals';
import type { EventSummary } from '../../e2e/support/resources.ts';
import { countSales } from '../../e2e/support/tally.ts';
import { type EventBooks, soldTwice, unbalanced } from './books.ts';
import { bought, item, sampleLedger } from './sample.ts';

const purchases = [bought(7, [item(1), item(2)]), bought(8, [item(3), item(4, 'cancelled')])];
const owned = new Set([1_000_001, 1_000_002, 1_000_003]);

function books(changes: Partial<EventSummary> = {}, sold = 3): EventBooks {
  const [staged] = sampleLedger().staged;
  if (!staged) throw new Error('the sample has no event');
  const figures = countSales(purchases, () => true);
  const counts = { total: 10, sold: 3, held: 0, available: 7, withdrawn: 0 };
  const rest = { event_id: 1, by_event: [], by_day: [], by_section: [] };
  const seats = Array.from({ length: 10 }, (_, n): [number, string] => [
    1_000_001 + n,
    n < sold ? 'sold' : 'available',
  ]);
  return { staged, figures, seats: new Map(seats), summary: { ...rest, ...figures, ...counts, ...changes } };
}

test('books that balance have nothing wrong', () => {
  expect(unbalanced(books(), owned)).toEqual([]);
});

test.each<[string, EventBooks]>([
  ['sold seats', books({}, 4)],
  ['the counts', books({ held: 1 })],
  ['the counts', books({ sold: 4 })],
  ['the rest', books({ available: 6, withdrawn: 1 })],
  ['the figures', books({ currency_totals: [{ currency: 'BRL', amount: 15_001 }] })],
  ['the figures', books({ purchases: 3 })],
])('%s that differ are told', (what, wrong) => {
  expect(unbalanced(wrong, owned).join()).toContain(`event 1: ${what}`);
});

test('a cancelled event has nothing on sale', () => {
  const { staged, ...rest } = books({ available: 7, withdrawn: 0 });
  const cancelled = { ...rest, staged: { ...staged, cancelled: true }, seats: undefined };
  expect(unbalanced(cancelled, owned).join()).toContain('the rest is {"available":7,"withdrawn":0}');
});

test('a ticket with two owners is told', () => {
  expect(soldTwice(purchases)).toEqual([]);
  expect(soldTwice([...purchases, bought(9, [item(2)])])).toEqual(['ticket 1000002 is sold in purchases 7 and 9']);
  expect(soldTwice([...purchases, bought(9, [item(4)])])).toEqual([]);
});
