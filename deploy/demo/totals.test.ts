import { expect, test } from '@jest/globals';
import type { ItemAnswer, PurchaseAnswer } from './rest/answers.ts';
import { equalSales, linesOf, sumLines } from './totals.ts';

function item(eventId: number, price: number, status: ItemAnswer['status'], currency = 'BRL'): ItemAnswer {
  return { ticket_id: eventId * 1_000_000 + price, event_id: eventId, price, currency, status };
}

const purchases: PurchaseAnswer[] = [
  { id: 1, status: 'paid', reason: null, items: [item(1, 500, 'sold'), item(2, 700, 'sold')] },
  { id: 2, status: 'paid', reason: null, items: [item(1, 300, 'cancelled'), item(1, 400, 'sold')] },
  { id: 3, status: 'cancelled', reason: 'cancelled_by_customer', items: [item(1, 200, 'cancelled')] },
  { id: 4, status: 'failed', reason: 'payment_declined', items: [item(1, 900, 'released')] },
  { id: 5, status: 'paid', reason: null, items: [item(3, 250, 'sold', 'EUR')] },
];

test('a partner has the lines of its own events, without what was never sold', () => {
  const sales = sumLines(linesOf(purchases, new Set([1, 3])));
  expect(sales).toEqual({
    sold: 3,
    cancelled: 2,
    purchases: 3,
    revenue: new Map([
      ['BRL', 900],
      ['EUR', 250],
    ]),
  });
});

test('a summary is equal to the cent, or not at all', () => {
  const sales = sumLines(linesOf(purchases, new Set([1])));
  const summary = {
    currency_totals: [{ currency: 'BRL', amount: 900 }],
    tickets_sold: 2,
    tickets_cancelled: 2,
    purchases: 2,
  };
  expect(equalSales(sales, summary)).toBe(true);
  expect(equalSales(sales, { ...summary, currency_totals: [{ currency: 'BRL', amount: 901 }] })).toBe(false);
  expect(equalSales(sales, { ...summary, currency_totals: [] })).toBe(false);
  expect(equalSales(sales, { ...summary, tickets_cancelled: 1 })).toBe(false);
});
