import { DomainError } from '@boxoffice/kernel';
import { expect, test } from '@jest/globals';
import { after, aPurchase, aRefund, cancelling, NOW, paid, paying, reserved } from '../../test/purchases.ts';
import { passKeyAt, passOf } from './pass.ts';
import type { Purchase } from './purchase.ts';

function refusal(purchase: Purchase, ticketId: number): string | undefined {
  try {
    passOf(purchase, ticketId);
    return undefined;
  } catch (error) {
    return error instanceof DomainError ? error.reason : String(error);
  }
}

test('a sold ticket has a pass, dated when it was sold', () => {
  expect(passOf(paid(), 2)).toEqual({
    purchaseId: 7,
    ticketId: 2,
    eventId: 1,
    seat: 'S2',
    section: 'Floor',
    generation: 5,
    soldAt: NOW,
  });
});

test.each<[string, Purchase]>([
  ['only recorded', aPurchase()],
  ['held', reserved()],
  ['being paid', paying()],
  ['given back before it was sold', paid({ releasedTicketIds: [1] })],
  ['cancelled', paid({ cancelledTicketIds: [1] })],
  ['being refunded', cancelling({ refund: aRefund({ ticketIds: [1] }) })],
  ['refunded as a whole', cancelling()],
])('a ticket that is %s has none', (_what, purchase) => {
  expect(refusal(purchase, 1)).toBe('pass_not_available');
});

test('the other ticket of a purchase keeps its pass while one is refunded', () => {
  expect(refusal(cancelling({ refund: aRefund({ ticketIds: [1] }) }), 2)).toBeUndefined();
  expect(refusal(paid({ cancelledTicketIds: [1] }), 2)).toBeUndefined();
});

test('a ticket of another purchase is missing', () => {
  expect(refusal(paid(), 3)).toBe('ticket_not_found');
  expect(refusal(aPurchase(), 3)).toBe('ticket_not_found');
});

test('a key signs what was sold from its time on, until the next one does', () => {
  const keys = [
    { kid: 'first', signsFrom: new Date(0) },
    { kid: 'second', signsFrom: after(10) },
  ];
  expect(passKeyAt(keys, NOW)?.kid).toBe('first');
  expect(passKeyAt(keys, after(9.999))?.kid).toBe('first');
  expect(passKeyAt(keys, after(10))?.kid).toBe('second');
  expect(passKeyAt([], NOW)).toBeUndefined();
});
