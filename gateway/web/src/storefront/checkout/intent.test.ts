import { expect, test } from '@jest/globals';
import { intentFor, isSettledBy, newKey, parseIntent } from './intent.ts';

test('the same request that was not answered keeps its key, another one gets its own', () => {
  const left = { what: '1,2', key: 'old' };
  expect(intentFor('1,2', left, () => 'new')).toBe(left);
  expect(intentFor('1,3', left, () => 'new')).toEqual({ what: '1,3', key: 'new' });
  expect(intentFor('1,2', undefined, () => 'new').key).toBe('new');
});

test('keys are distinct and fit the header', () => {
  const keys = Array.from({ length: 100 }, newKey);
  expect(new Set(keys).size).toBe(100);
  for (const key of keys) expect(key).toMatch(/^[0-9a-f]{32}$/);
});

test('only the last word on a command ends its intent', () => {
  const settled = (status: number, reason: string, body?: unknown) => isSettledBy({ status, reason, body });
  expect(settled(409, 'ticket_unavailable', { purchase_id: 1 })).toBe(true);
  expect(settled(402, 'payment_declined', { purchase_id: 1 })).toBe(true);
  expect(settled(503, 'inventory_unavailable', { purchase_id: 1 })).toBe(true);
  expect(settled(422, 'idempotency_key_reused')).toBe(true);
  expect(settled(409, 'hold_expired')).toBe(true);
  expect(settled(0, 'network')).toBe(false);
  expect(settled(503, 'overloaded')).toBe(false);
  expect(settled(429, 'rate_limited')).toBe(false);
  expect(settled(401, 'invalid_token')).toBe(false);
  expect(settled(409, 'idempotency_in_progress')).toBe(false);
  expect(settled(504, 'service_timeout')).toBe(false);
});

test('an intent is read as it was kept, and nothing else is', () => {
  expect(parseIntent('{"what":"1","key":"k"}')).toEqual({ what: '1', key: 'k' });
  for (const text of [null, '', '{', 'null', '[]', '{"what":1,"key":"k"}']) expect(parseIntent(text)).toBeUndefined();
});
