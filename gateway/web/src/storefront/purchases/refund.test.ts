import { expect, test } from '@jest/globals';
import type { PurchaseItem } from '../data/types.ts';
import { cancellableItems, previewRefund, refunded } from './refund.ts';

const item = (ticketId: number, status: PurchaseItem['status'], changes: Partial<PurchaseItem> = {}): PurchaseItem => ({
  ticket_id: ticketId,
  event_id: 1,
  event_name: 'Hamlet',
  seat: `A${ticketId}`,
  price: 1500,
  currency: 'BRL',
  status,
  ...changes,
});

test('the refund is the price of the chosen tickets that are still sold', () => {
  const items = [item(1, 'sold'), item(2, 'sold'), item(3, 'cancelled'), item(4, 'sold', { price: 0 })];
  const paid = { status: 'paid' as const, items };
  expect(previewRefund(paid, new Set([1]))).toEqual({
    tickets: 1,
    whole: false,
    amounts: [{ currency: 'BRL', amount: 1500 }],
  });
  expect(previewRefund(paid, new Set([1, 2, 3, 4]))).toEqual({
    tickets: 3,
    whole: true,
    amounts: [{ currency: 'BRL', amount: 3000 }],
  });
  expect(previewRefund(paid, new Set([4]))).toEqual({ tickets: 1, whole: false, amounts: [] });
  expect(previewRefund(paid, new Set([3, 9]))).toEqual({ tickets: 0, whole: false, amounts: [] });
  expect(refunded(items)).toEqual([{ currency: 'BRL', amount: 1500 }]);
});

test('giving a hold back costs nothing and refunds nothing', () => {
  const reserved = { status: 'reserved' as const, items: [item(1, 'held'), item(2, 'released')] };
  expect(previewRefund(reserved, new Set([1]))).toEqual({ tickets: 1, whole: true, amounts: [] });
});

test('nothing can be cancelled while money is on its way, or when it is over', () => {
  for (const status of ['pending', 'paying', 'failed', 'expired', 'cancelling', 'cancelled'] as const) {
    expect(cancellableItems({ status, items: [item(1, 'held'), item(2, 'sold')] })).toEqual([]);
  }
});

test('amounts are told by currency', () => {
  const items = [item(1, 'sold'), item(2, 'sold', { currency: 'EUR', price: 700 })];
  expect(previewRefund({ status: 'paid', items }, new Set([1, 2])).amounts).toEqual([
    { currency: 'BRL', amount: 1500 },
    { currency: 'EUR', amount: 700 },
  ]);
});
