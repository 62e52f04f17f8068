import { expect, test } from '@jest/globals';
import { toStripeAmount } from './stripe-amounts.ts';

const CASES: [currency: string, amount: number, sent: number | undefined, why: string][] = [
  ['BRL', 15000, 15000, 'two decimals, as in ISO 4217'],
  ['USD', 50, 50, 'two decimals, as in ISO 4217'],
  ['JPY', 500, 500, 'no decimals, as in ISO 4217'],
  ['KRW', 500, 500, 'no decimals, as in ISO 4217'],
  ['ISK', 5, 500, 'no decimals, sent as two'],
  ['UGX', 5, 500, 'no decimals, sent as two'],
  ['MGA', 500, 5, 'two decimals, sent without'],
  ['MGA', 550, undefined, 'a part of what Stripe counts in'],
  ['KWD', 5120, 5120, 'three decimals, the last one 0'],
  ['KWD', 5124, undefined, 'three decimals, the last one not 0'],
];

test.each(CASES)('%s %i is sent as %s: %s', (currency, amount, sent) => {
  expect(toStripeAmount({ amount, currency })).toBe(sent);
});
