import { expect, test } from '@jest/globals';
import { failuresPath, readFailuresFilter } from './failures-filter.ts';

test('a filter survives its address', () => {
  const path = failuresPath({ eventId: 7, reason: 'hold_expired' });
  expect(path).toBe('/panel/failures?event=7&reason=hold_expired');
  expect(readFailuresFilter(new URLSearchParams(path.split('?')[1]))).toEqual({ eventId: 7, reason: 'hold_expired' });
});

test('nothing asked for is everything', () => {
  expect(failuresPath({})).toBe('/panel/failures');
  expect(readFailuresFilter(new URLSearchParams('event=x&reason='))).toEqual({ eventId: undefined, reason: undefined });
});
