import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decodeStatuses, ticketNumber } from './decode.ts';
import { pack } from './test/halls.ts';

test('the first ticket is in the lowest bits', () => {
  expect([...decodeStatuses('5AI=', 5)]).toEqual([0, 1, 2, 3, 2]);
});

test('every packing comes back', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 300 }), (statuses) => {
      expect([...decodeStatuses(pack(statuses), statuses.length)]).toEqual(statuses);
    }),
  );
});

test('tickets that the text does not reach are available, and surplus ones are left out', () => {
  expect([...decodeStatuses('/w==', 6)]).toEqual([3, 3, 3, 3, 0, 0]);
  expect([...decodeStatuses('////', 2)]).toEqual([3, 3]);
  expect([...decodeStatuses('', 2)]).toEqual([0, 0]);
});

test('text that is not base64 is refused', () => {
  expect(() => decodeStatuses('*', 4)).toThrow();
});

test('a ticket number is counted within its event', () => {
  expect(ticketNumber(42_000_007)).toBe(7);
});
