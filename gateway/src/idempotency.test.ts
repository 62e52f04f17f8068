import { expect, test } from '@jest/globals';
import { canonicalJson, idempotencyOf } from './idempotency.ts';

const request = (key: string | undefined, body: unknown, url = '/v1/purchases') => ({
  headers: key === undefined ? {} : { 'idempotency-key': key },
  method: 'POST',
  url,
  body,
});

const hashOf = (...given: Parameters<typeof request>) =>
  Buffer.from(idempotencyOf(request(...given)).idempotency?.requestHash ?? []).toString('hex');

test('without a key there is no idempotency', () => {
  expect(idempotencyOf(request(undefined, {}))).toEqual({});
});

test('the same content has the same hash, however its keys are ordered', () => {
  expect(hashOf('k', { b: [1, { d: 1, c: 2 }], a: null })).toBe(hashOf('k', { a: null, b: [1, { c: 2, d: 1 }] }));
  expect(hashOf('k', {})).toMatch(/^[0-9a-f]{64}$/);
});

test('no body is the same as an empty one', () => {
  expect(hashOf('k', undefined)).toBe(hashOf('k', {}));
});

test('other content, another order of a list, or another path has another hash', () => {
  const hashes = [
    hashOf('k', { ticket_ids: [1, 2] }),
    hashOf('k', { ticket_ids: [2, 1] }),
    hashOf('k', { ticket_ids: ['1', 2] }),
    hashOf('k', { ticket_ids: [1, 2] }, '/v1/purchases/9/cancel'),
  ];
  expect(new Set(hashes).size).toBe(4);
});

test.each(['', 'a b', 'é', 'a\tb', 'x'.repeat(256)])('the key %j is refused', (key) => {
  expect(() => idempotencyOf(request(key, {}))).toThrow(expect.objectContaining({ reason: 'invalid_idempotency_key' }));
});

test('keys of JSON are sorted at every depth', () => {
  expect(canonicalJson({ b: { z: 1, y: [{ b: 1, a: 2 }] }, a: 'x' })).toBe('{"a":"x","b":{"y":[{"a":2,"b":1}],"z":1}}');
});
