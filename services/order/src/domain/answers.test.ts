import { DomainError } from '@boxoffice/kernel';
import { expect, test } from '@jest/globals';
import { aPayment, aPurchase, cancelling, paid, paying, reserved } from '../../test/purchases.ts';
import { answerTo, failureOf } from './answers.ts';
import type { Purchase } from './purchase.ts';

const resumed = { type: 'resume' } as const;

test('a refusal is answered as inventory put it', () => {
  const failure = new DomainError('conflict', 'ticket_unavailable', 'Sold.', { tickets: [{ ticket_id: 1 }] });
  const purchase = aPurchase({ status: 'failed', reason: 'ticket_unavailable' });
  expect(answerTo(purchase, { type: 'refused', failure, items: [], currency: null })).toEqual({ purchase, failure });
});

const FINE: [what: string, purchase: Purchase][] = [
  ['reserved', reserved()],
  ['paid', paid()],
  ['cancelled by its customer', paid({ status: 'cancelled', reason: 'cancelled_by_customer' })],
  ['cancelled with its event', paid({ status: 'cancelled', reason: 'event_cancelled' })],
  ['being refunded for its customer', cancelling()],
  ['being paid', paying()],
];

test.each(FINE)('a purchase that is %s is no failure', (_what, purchase) => {
  expect(answerTo(purchase, resumed)).toEqual({ purchase, failure: null });
});

const ends = (status: 'failed' | 'expired' | 'cancelled', reason: string) => aPurchase({ status, reason });

const FAILURES: [what: string, purchase: Purchase, kind: string][] = [
  ['declined at once', ends('failed', 'payment_declined'), 'payment_required'],
  ['declined later', reserved({ reason: 'payment_declined' }), 'payment_required'],
  ['not charged', ends('failed', 'payment_error'), 'bad_gateway'],
  ['not answered by the provider', ends('failed', 'payment_timeout'), 'timeout'],
  ['not answered by inventory', ends('failed', 'inventory_unavailable'), 'unavailable'],
  ['interrupted', ends('failed', 'interrupted'), 'unavailable'],
  ['expired', ends('expired', 'hold_expired'), 'conflict'],
  ['without its hold, for nothing', ends('failed', 'hold_released'), 'conflict'],
  ['without its hold, and refunded', ends('cancelled', 'hold_released'), 'conflict'],
  ['failed for a reason nobody knows', ends('failed', 'something_new'), 'conflict'],
];

test.each(FAILURES)('a purchase that is %s is a failure', (_what, purchase, kind) => {
  expect(answerTo(purchase, resumed)).toEqual({
    purchase,
    failure: expect.objectContaining({ kind, reason: purchase.reason }),
  });
});

test('a decline tells the provider’s code', () => {
  const payment = aPayment({ status: 'declined', declineCode: 'insufficient_funds' });
  const { failure } = answerTo(reserved({ reason: 'payment_declined', payment }), resumed);
  expect(failure?.metadata).toEqual({ decline_code: 'insufficient_funds' });
});

test('what is taken out of a reserved purchase after a decline is no failure', () => {
  const purchase = reserved({ reason: null, releasedTicketIds: [2], payment: aPayment({ status: 'declined' }) });
  expect(answerTo(purchase, { type: 'resume' }).failure).toBeNull();
});

test('no failure tells a customer more than it should', () => {
  expect(failureOf('payment_error')).toMatchObject({
    metadata: {},
    message: expect.not.stringMatching(/exception|stack/i),
  });
});
