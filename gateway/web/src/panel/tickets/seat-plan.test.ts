import { expect, test } from '@jest/globals';
import { countSeats, parseSeatList, type SeatPlan, sampleSeats, seatAt, seatProblems } from './seat-plan.ts';

const codes = (plan: SeatPlan) => seatProblems(plan).map(({ field, code }) => `${field}:${code}`);

test('rows are named row by row, past Z too', () => {
  const plan: SeatPlan = { kind: 'rows', from: 'Z', to: 'AB', seatsPerRow: 2 };
  expect(countSeats(plan)).toBe(6);
  expect(Array.from({ length: 6 }, (_, i) => seatAt(plan, i))).toEqual(['Z1', 'Z2', 'AA1', 'AA2', 'AB1', 'AB2']);
  expect(seatProblems(plan)).toEqual([]);
});

test('a quantity is numbered behind its prefix', () => {
  const plan: SeatPlan = { kind: 'count', quantity: 500, prefix: 'GA-' };
  expect(sampleSeats(plan, 2, 1)).toEqual({ first: ['GA-1', 'GA-2'], last: ['GA-500'] });
});

test('few seats are all shown', () => {
  expect(sampleSeats({ kind: 'list', seats: ['A1', 'Box'] })).toEqual({ first: ['A1', 'Box'], last: [] });
});

test('a pasted list may be divided in any usual way', () => {
  expect(parseSeatList(' A1, A2;A3\tA4\r\n\nBox 5 ,')).toEqual(['A1', 'A2', 'A3', 'A4', 'Box 5']);
});

test('what the API would refuse is told before', () => {
  expect(codes({ kind: 'rows', from: 'a', to: '', seatsPerRow: 0 })).toEqual([
    'from:rowLetters',
    'to:rowLetters',
    'seatsPerRow:seatsPerRow',
  ]);
  expect(codes({ kind: 'rows', from: 'C', to: 'B', seatsPerRow: 2 })).toEqual(['to:rowOrder']);
  expect(codes({ kind: 'rows', from: 'A', to: 'B', seatsPerRow: 50_001 })).toEqual(['seatsPerRow:tooMany']);
  expect(codes({ kind: 'list', seats: [] })).toEqual(['list:listEmpty']);
  expect(codes({ kind: 'list', seats: ['A1', 'A2', 'A1'] })).toEqual(['list:seatTwice']);
  expect(codes({ kind: 'list', seats: ['x'.repeat(41)] })).toEqual(['list:seatLong']);
  expect(codes({ kind: 'list', seats: ['\ud800'] })).toEqual(['list:seatBroken']);
  expect(codes({ kind: 'count', quantity: 1.5, prefix: 'x'.repeat(31) })).toEqual([
    'quantity:quantity',
    'prefix:prefixLong',
  ]);
  expect(codes({ kind: 'count', quantity: 100_001, prefix: '' })).toEqual(['quantity:tooMany']);
});

test('a list larger than a body may be is told before', () => {
  const seats = Array.from({ length: 30_000 }, (_, i) => `${'x'.repeat(34)}${i}`);
  expect(codes({ kind: 'list', seats })).toEqual(['list:listLarge']);
});

test('a plan that makes no sense names no seats', () => {
  expect(countSeats({ kind: 'rows', from: 'C', to: 'A', seatsPerRow: 2 })).toBe(0);
  expect(countSeats({ kind: 'count', quantity: Number.NaN, prefix: '' })).toBe(0);
  expect(sampleSeats({ kind: 'rows', from: '', to: 'A', seatsPerRow: 2 })).toEqual({ first: [], last: [] });
});
