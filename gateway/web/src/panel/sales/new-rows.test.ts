import { expect, test } from '@jest/globals';
import type { Sale } from '../data/types.ts';
import { newRows, withCancellations } from './new-rows.ts';

const sale = (purchase: number, soldAt: string, more: Partial<Sale> = {}): Sale => ({
  purchase_id: purchase,
  ticket_id: 7_000_000 + purchase,
  event_id: 7,
  seat: `A${purchase}`,
  price: 100,
  currency: 'BRL',
  status: 'sold',
  customer: { id: 1, name: null, email: null },
  sold_at: soldAt,
  cancelled_at: null,
  ...more,
});

const listed = [sale(1, '2026-11-28T12:00:00.000Z')];
const later = sale(2, '2026-11-28T12:05:00.000Z');
const ids = (sales: Sale[]) => sales.map(({ purchase_id }) => purchase_id);

test('what came after the list was read is new, what is in it is not', () => {
  expect(ids(newRows([later, ...listed], listed, {}))).toEqual([2]);
  expect(ids(newRows([later], [], {}))).toEqual([2]);
});

test('a cancellation of an old sale is no new row', () => {
  const old = sale(3, '2026-11-01T12:00:00.000Z', { status: 'cancelled', cancelled_at: '2026-11-28T12:06:00.000Z' });
  expect(newRows([old], listed, {})).toEqual([]);
});

test('only what the filter asks for counts', () => {
  expect(newRows([later], listed, { eventId: 8 })).toEqual([]);
  expect(newRows([later], listed, { status: 'cancelled' })).toEqual([]);
  expect(newRows([later], listed, { to: '2026-11-27' })).toEqual([]);
  expect(newRows([later], listed, { to: '2026-11-28T12:05:00.000Z' })).toEqual([]);
  expect(ids(newRows([later], listed, { eventId: 7, from: '2026-11-28', to: '2026-11-28' }))).toEqual([2]);
});

test('a listed sale that was cancelled stands as cancelled', () => {
  const cancelled = sale(1, '2026-11-28T12:00:00.000Z', {
    status: 'cancelled',
    cancelled_at: '2026-11-28T13:00:00.000Z',
  });
  expect(withCancellations(listed, [cancelled]).map(({ status }) => status)).toEqual(['cancelled']);
  expect(withCancellations(listed, [later])).toEqual(listed);
});
