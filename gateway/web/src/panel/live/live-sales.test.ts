import { expect, test } from '@jest/globals';
import type { Sale } from '../data/types.ts';
import { mergeSales, parseSale } from './live-sales.ts';

const sale = (purchase: number, second: number, cancelledSecond?: number): Sale => ({
  purchase_id: purchase,
  ticket_id: 1_000_000 + purchase,
  event_id: 1,
  seat: `A${purchase}`,
  price: 15_000,
  currency: 'BRL',
  status: cancelledSecond === undefined ? 'sold' : 'cancelled',
  customer: { id: 1, name: 'Rui', email: 'rui@mail.example' },
  sold_at: `2026-11-28T12:00:${String(second).padStart(2, '0')}.000Z`,
  cancelled_at:
    cancelledSecond === undefined ? null : `2026-11-28T12:00:${String(cancelledSecond).padStart(2, '0')}.000Z`,
});

const names = (sales: Sale[]) => sales.map(({ seat, status }) => `${seat} ${status}`);

test('what came live stands above what was read, each sale once', () => {
  expect(names(mergeSales([sale(3, 30), sale(2, 20)], [sale(2, 20), sale(1, 10)]))).toEqual([
    'A3 sold',
    'A2 sold',
    'A1 sold',
  ]);
});

test('a cancellation comes to the top and is never undone by an older answer', () => {
  expect(names(mergeSales([sale(1, 10, 40)], [sale(2, 20), sale(1, 10)]))).toEqual(['A1 cancelled', 'A2 sold']);
  expect(names(mergeSales([sale(1, 10)], [sale(2, 20), sale(1, 10, 40)]))).toEqual(['A1 cancelled', 'A2 sold']);
});

test('a list stays as short as it is asked to be', () => {
  expect(names(mergeSales([sale(3, 30)], [sale(2, 20), sale(1, 10)], 2))).toEqual(['A3 sold', 'A2 sold']);
});

test('only a whole sale is taken from the stream', () => {
  expect(parseSale(JSON.stringify(sale(1, 10)))).toEqual(sale(1, 10));
  expect(parseSale('{"purchase_id":1}')).toBeUndefined();
  expect(parseSale('null')).toBeUndefined();
  expect(parseSale('not json')).toBeUndefined();
});
