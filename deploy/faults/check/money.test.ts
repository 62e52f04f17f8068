import { expect, test } from '@jest/globals';
import type { SandboxServer } from '../../e2e/support/provider.ts';
import { wrongMoney } from './money.ts';
import { bought, item } from './sample.ts';

type Books = SandboxServer['ledger'];
type Charge = Books['charges'] extends Map<string, infer Value> ? Value : never;

const charge = { amount: 10_000, currency: 'BRL', status: 'captured', captures: 1, requests: 1 } as const;
const purchase = bought(7, [item(1), item(2)]);
const halfBack = bought(7, [item(1), item(2, 'cancelled')]);

function booksOf(charges: Record<string, number>, refunds: Record<string, number> = {}): Books {
  const taken = Object.entries(charges).map(([key, captures]): [string, Charge] => [key, { key, ...charge, captures }]);
  const sent = Object.entries(refunds).map(([chargeKey, amount]) => {
    const key = `refund of ${chargeKey}`;
    return [key, { key, chargeKey, amount, currency: 'BRL', sent: 1, requests: 1 }] as const;
  });
  return { charges: new Map(taken), refunds: new Map(sent), violations: [], captured: () => 0, refunded: () => 0 };
}

test('the provider keeps what sold tickets cost', () => {
  expect(wrongMoney(booksOf({ 'purchase-7-1': 1 }), [purchase])).toEqual([]);
  expect(wrongMoney(booksOf({ 'purchase-7-2': 1 }, { 'purchase-7-2': 5000 }), [halfBack])).toEqual([]);
  expect(wrongMoney(booksOf({}), [])).toEqual([]);
});

test('money that was taken twice, not at all, for nobody, or not sent back is told', () => {
  expect(wrongMoney(booksOf({ 'purchase-7-1': 2 }), [purchase]).join()).toContain('charged 2 times');
  expect(wrongMoney(booksOf({ 'purchase-7-1': 1, 'purchase-7-2': 1 }), [purchase]).join()).toContain('keeps 20000');
  expect(wrongMoney(booksOf({}), [purchase]).join()).toContain('keeps 0 of purchase 7, whose sold tickets cost 10000');
  expect(wrongMoney(booksOf({ 'purchase-8-1': 1 }), []).join()).toContain('purchase 8, which nobody has');
  expect(wrongMoney(booksOf({ 'purchase-7-1': 1 }), [halfBack]).join()).toContain('keeps 10000 of purchase 7');
});

test('what the provider had to refuse is told', () => {
  const books = booksOf({ 'purchase-7-1': 1 });
  books.violations.push({ key: 'refund-7-1', problem: 'sends 2 of 1' });
  expect(wrongMoney(books, [purchase])).toEqual(['the provider refused refund-7-1: it sends 2 of 1']);
});
