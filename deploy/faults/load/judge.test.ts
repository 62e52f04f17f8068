import { expect, test } from '@jest/globals';
import type { Problem, Purchase } from '../../e2e/support/resources.ts';
import { bought, item, RUI } from '../check/sample.ts';
import { judgePayment, judgePlacement, sameAnswer } from './judge.ts';
import type { Final } from './ledger.ts';

const purchase = bought(7, [item(1), item(2)]);
const placement = { customer: RUI, key: 'k', ticketIds: [1_000_002, 1_000_001], answer: undefined };
const payment = { customer: RUI, key: 'k', purchaseId: 7, answer: undefined };
const created = (body: Purchase): Final => ({ status: 201, body });
const refused = (status: number, reason: string): Final => ({ status, body: { reason } as Problem as never });

test('answers that a customer may get are counted by their outcome', () => {
  expect(judgePlacement({ ...placement, token: 'tok_slow' }, created(purchase))).toEqual({ outcome: 'paid' });
  const held = bought(7, [item(1, 'held'), item(2, 'held')], { status: 'reserved', payment: null });
  expect(judgePlacement({ ...placement, token: undefined }, created(held))).toEqual({ outcome: 'reserved' });
  const declined = refused(402, 'payment_declined');
  expect(judgePlacement({ ...placement, token: 'tok_declined' }, declined)).toEqual({ outcome: 'payment_declined' });
  expect(judgePayment({ ...payment, token: 'tok_approved' }, refused(409, 'hold_expired')).wrong).toBeUndefined();
});

test('what is left of a hold when an event was cancelled can be paid', () => {
  const rest = created(bought(7, [item(1), item(2, 'released')]));
  expect(judgePayment({ ...payment, token: 'tok_approved' }, rest)).toEqual({ outcome: 'paid' });
  const half = created(bought(7, [item(1), item(2, 'held')]));
  expect(judgePayment({ ...payment, token: 'tok_approved' }, half).wrong).toContain('tickets that are not sold');
});

test.each<[string, string | undefined, Final]>([
  ['other tickets', 'tok_approved', created(bought(7, [item(1), item(3)]))],
  ['paid with tok_declined', 'tok_declined', created(purchase)],
  ['paid with undefined', undefined, created(purchase)],
  ['tickets that are not sold', 'tok_approved', created(bought(7, [item(1), item(2, 'held')]))],
  ['without a payment', 'tok_approved', created({ ...purchase, payment: null })],
  ['500', 'tok_approved', refused(500, 'internal')],
  ['payment_declined', 'tok_approved', refused(402, 'payment_declined')],
  ['ticket_not_found', 'tok_approved', refused(404, 'ticket_not_found')],
])('an answer with %s is wrong', (what, token, answer) => {
  expect(judgePlacement({ ...placement, token }, answer).wrong).toContain(what);
});

test('a repeated request may differ by its trace id only', () => {
  const first = { status: 409, body: { reason: 'ticket_unavailable', trace_id: 'a' } as never };
  expect(sameAnswer(first, { status: 409, body: { reason: 'ticket_unavailable', trace_id: 'b' } })).toBe(true);
  expect(sameAnswer(first, { status: 409, body: { reason: 'hold_expired', trace_id: 'a' } })).toBe(false);
  expect(sameAnswer(first, { status: 201, body: { reason: 'ticket_unavailable', trace_id: 'a' } })).toBe(false);
});
