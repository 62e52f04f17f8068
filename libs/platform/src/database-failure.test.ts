import { expect, test } from '@jest/globals';
import { databaseFailure, isRetryable } from './database-failure.ts';

const failure = (code: string) => Object.assign(new Error('failed'), { code });
const wrapped = (code: string) =>
  new Error('the driver failed', { cause: new Error('query', { cause: failure(code) }) });

test.each(['40P01', '40001'])('a transaction that lost with %s may be run again', (code) => {
  expect(isRetryable(failure(code))).toBe(true);
  expect(isRetryable(wrapped(code))).toBe(true);
});

test.each(['55P03', '57014', '23505', '57P01', 'ECONNREFUSED'])('one that failed with %s may not', (code) => {
  expect(isRetryable(failure(code))).toBe(false);
});

const MEANINGS: [code: string, reason: string | undefined][] = [
  ['ECONNREFUSED', 'database_unavailable'],
  ['57P01', 'database_unavailable'],
  ['57P03', 'database_unavailable'],
  ['53300', 'database_unavailable'],
  ['55P03', 'busy'],
  ['57014', 'busy'],
  ['40P01', 'busy'],
  ['23505', undefined],
  ['42P01', undefined],
];

test.each(MEANINGS)('%s means %s to callers', (code, reason) => {
  expect(databaseFailure(failure(code))?.reason).toBe(reason);
  expect(databaseFailure(wrapped(code))?.reason).toBe(reason);
});

test.each([
  'Connection terminated unexpectedly',
  'timeout exceeded when trying to connect',
  'Client has encountered a connection error and is not queryable',
])('%j means that the database is away', (message) => {
  expect(databaseFailure(new Error(message))?.kind).toBe('unavailable');
});

test('what is no error of the database means nothing of it', () => {
  expect(databaseFailure(new TypeError('x is undefined'))).toBeUndefined();
  expect(databaseFailure('ECONNREFUSED')).toBeUndefined();
});
