import { expect, test } from '@jest/globals';
import { declineCodeOf, faultsOf, purchaseOf } from './faults.ts';

test('the tickets of a refusal are read with their reasons', () => {
  const body = {
    reason: 'ticket_unavailable',
    purchase_id: 7,
    tickets: [
      { ticket_id: 1_000_001, reason: 'sold' },
      { ticket_id: 1_000_002, reason: 'held' },
      { ticket_id: 1_000_003, reason: 'EUR' },
    ],
  };
  expect(faultsOf(body)).toEqual([
    { ticketId: 1_000_001, trouble: 'sold' },
    { ticketId: 1_000_002, trouble: 'held' },
    { ticketId: 1_000_003, trouble: 'other' },
  ]);
  expect(purchaseOf(body)).toBe(7);
});

test('a body of any other shape names nothing', () => {
  for (const body of [undefined, null, 'text', {}, { tickets: 'x' }, { tickets: [null, {}, { ticket_id: '1' }] }]) {
    expect(faultsOf(body)).toEqual([]);
    expect(purchaseOf(body)).toBeUndefined();
    expect(declineCodeOf(body)).toBeUndefined();
  }
  expect(declineCodeOf({ decline_code: 'insufficient_funds' })).toBe('insufficient_funds');
});
