import { expect, test } from '@jest/globals';
import type { Failure } from '../data/types.ts';
import { eventIdsOf, groupByReason } from './by-reason.ts';

const failure = (id: number, reason: string, tickets: number[], lost: Failure['lost']): Failure => ({
  purchase_id: id,
  at: '2026-11-28T12:00:00.000Z',
  reason,
  ticket_ids: tickets,
  lost,
});

test('failures are summed up by reason, the most frequent first', () => {
  const failures = [
    failure(1, 'payment_declined', [1_000_001], [{ currency: 'BRL', amount: 100 }]),
    failure(2, 'ticket_unavailable', [1_000_001, 2_000_001], [{ currency: 'BRL', amount: 300 }]),
    failure(3, 'ticket_unavailable', [3_000_001], [{ currency: 'EUR', amount: 50 }]),
  ];
  expect(groupByReason(failures)).toEqual([
    {
      reason: 'ticket_unavailable',
      purchases: 2,
      tickets: 3,
      lost: [
        { currency: 'BRL', amount: 300 },
        { currency: 'EUR', amount: 50 },
      ],
    },
    { reason: 'payment_declined', purchases: 1, tickets: 1, lost: [{ currency: 'BRL', amount: 100 }] },
  ]);
});

test('the tickets tell the events', () => {
  expect(eventIdsOf(failure(1, 'hold_expired', [2_000_001, 1_000_003, 2_000_002], []))).toEqual([2, 1]);
});
