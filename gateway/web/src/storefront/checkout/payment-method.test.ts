import { expect, test } from '@jest/globals';
import { isPaymentMethod } from './payment-method.ts';

test.each(['pm_card_visa', 'pm_1QxYz~!'])('%s is taken', (text) => expect(isPaymentMethod(text)).toBe(true));

test.each(['', 'pm_', 'tok_approved', '4242424242424242', 'pm_1 2', 'pm_é'])('%s is not', (text) =>
  expect(isPaymentMethod(text)).toBe(false),
);
