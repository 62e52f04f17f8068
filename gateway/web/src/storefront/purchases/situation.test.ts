import { expect, test } from '@jest/globals';
import type { Purchase } from '../data/types.ts';
import { reasonOf, situationOf, stepOf, wayOutOf } from './situation.ts';

const UNTIL = '2027-01-01T12:10:00.000Z';
const before = Date.parse(UNTIL) - 1;
const purchase = (status: Purchase['status'], changes: Partial<Purchase> = {}): Purchase => ({
  id: 7,
  status,
  reason: null,
  customer_id: 3,
  total: 1500,
  currency_totals: [{ currency: 'BRL', amount: 1500 }],
  items: [],
  payment: null,
  expires_at: UNTIL,
  created_at: '2027-01-01T12:00:00.000Z',
  updated_at: '2027-01-01T12:00:00.000Z',
  ...changes,
});

test('a hold is to be paid until its time is over, also when the server has not said so yet', () => {
  expect(situationOf(purchase('reserved'), false, before)).toEqual({ kind: 'to_pay', until: UNTIL, trouble: null });
  expect(situationOf(purchase('reserved'), false, before + 1)).toEqual({ kind: 'time_over' });
});

test('a declined payment leaves it to be paid, and is remembered after a reload', () => {
  const declined = purchase('reserved', { reason: 'payment_declined' });
  expect(situationOf(declined, false, before)).toMatchObject({ kind: 'to_pay', trouble: 'payment_declined' });
});

test('time does not run out while the bank is asked', () => {
  expect(situationOf(purchase('reserved'), true, before + 1)).toEqual({ kind: 'being_paid' });
  expect(situationOf(purchase('paying'), false, before + 1)).toEqual({ kind: 'being_paid' });
});

test('every status has its situation', () => {
  const kinds = (['pending', 'paid', 'failed', 'expired', 'cancelling', 'cancelled'] as const).map(
    (status) => situationOf(purchase(status), false, before).kind,
  );
  expect(kinds).toEqual(['being_held', 'paid', 'failed', 'expired', 'being_cancelled', 'cancelled']);
  expect(situationOf(purchase('failed', { reason: 'interrupted' }), false, before)).toMatchObject({
    reason: 'interrupted',
  });
});

test('steps are named by where they came from too', () => {
  expect(stepOf({ from: null, to: 'pending' })).toBe('pending');
  expect(stepOf({ from: 'paid', to: 'cancelling' })).toBe('cancelling');
  expect(stepOf({ from: 'cancelling', to: 'paid' })).toBe('refunded');
  expect(stepOf({ from: 'paid', to: 'paid' })).toBe('givenBack');
  expect(stepOf({ from: 'reserved', to: 'reserved' })).toBe('givenBack');
  expect(stepOf({ from: 'paying', to: 'reserved' })).toBe('notPaid');
  expect(stepOf({ from: 'cancelling', to: 'cancelled' })).toBe('cancelled');
});

test('what can be done depends on why it came to nothing', () => {
  expect(wayOutOf('hold_expired')).toBe('same_seats');
  expect(wayOutOf('payment_error')).toBe('same_seats');
  expect(wayOutOf('ticket_unavailable')).toBe('other_seats');
  expect(wayOutOf('event_cancelled')).toBe('none');
  expect(wayOutOf('something_new')).toBe('same_seats');
  expect(reasonOf('something_new')).toBe('other');
});
