import { expect, test } from '@jest/globals';
import { anItem, aPurchase, paid, paying, reserved } from '../../test/purchases.ts';
import { itemStatus, paymentKey, refundKey, standingItems, totalOf } from './purchase.ts';

test('each attempt to pay and each refund has a key of its own, the same every time it is asked for', () => {
  const first = paying();
  const second = paying({ payment: first.payment && { ...first.payment, attempt: 2 } });
  expect([paymentKey(first), paymentKey({ ...first, version: 9 })]).toEqual(['purchase-7-1', 'purchase-7-1']);
  expect(paymentKey(second)).toBe('purchase-7-2');
  const refund = { number: 2, ticketIds: [1], amount: 1, reason: 'x' };
  expect(refundKey(paid({ refund }))).toBe('refund-7-2');
});

test('tickets that were given back stand no more', () => {
  const purchase = paid({ releasedTicketIds: [1], cancelledTicketIds: [2], items: [anItem(1), anItem(2), anItem(3)] });
  expect(standingItems(purchase).map(({ ticketId }) => ticketId)).toEqual([3]);
  expect(purchase.items.map((item) => itemStatus(purchase, item))).toEqual(['released', 'cancelled', 'sold']);
});

test('a ticket is held until the purchase is paid', () => {
  expect([reserved(), paying(), paid()].map((one) => itemStatus(one, anItem(1)))).toEqual(['held', 'held', 'sold']);
});

test('the total is what was quoted: without what was given back before, with what was cancelled after', () => {
  expect(totalOf(aPurchase())).toBeNull();
  expect(totalOf(reserved())).toEqual({ amount: 2000, currency: 'BRL' });
  expect(totalOf(reserved({ releasedTicketIds: [1] }))).toEqual({ amount: 1000, currency: 'BRL' });
  expect(totalOf(paid({ cancelledTicketIds: [1] }))).toEqual({ amount: 2000, currency: 'BRL' });
  expect(totalOf(reserved({ releasedTicketIds: [1, 2] }))).toEqual({ amount: 2000, currency: 'BRL' });
});
