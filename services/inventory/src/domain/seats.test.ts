import { expect, test } from '@jest/globals';
import { countSeats, MAX_BATCH, requireRoom, rowLetters, rowNumber, seatNames } from './seats.ts';

const fieldOf = (run: () => unknown): unknown => {
  try {
    run();
  } catch (error) {
    return (error as { metadata: { errors: { field: string }[] } }).metadata.errors[0]?.field;
  }
  return undefined;
};

test('rows are counted in letters, past Z too', () => {
  expect(['A', 'Z', 'AA', 'AZ', 'ZZ'].map(rowNumber)).toEqual([1, 26, 27, 52, 702]);
  expect([1, 26, 27, 52, 702].map(rowLetters)).toEqual(['A', 'Z', 'AA', 'AZ', 'ZZ']);
});

test('rows name their seats row by row', () => {
  expect(seatNames({ kind: 'rows', from: 'Z', to: 'AA', seatsPerRow: 2 })).toEqual({
    stems: ['Z', 'AA'],
    numbers: 2,
  });
});

test('a quantity is numbered behind its prefix', () => {
  expect(seatNames({ kind: 'count', quantity: 3, prefix: 'GA-' })).toEqual({ stems: ['GA-'], numbers: 3 });
});

test('listed seats are named as they are', () => {
  expect(seatNames({ kind: 'list', seats: ['A1', 'Box'] })).toEqual({ stems: ['A1', 'Box'], numbers: 0 });
});

test('seats are counted without being named', () => {
  expect(countSeats({ stems: ['A1', 'Box'], numbers: 0 })).toBe(2);
  expect(countSeats({ stems: ['Z', 'AA'], numbers: 7 })).toBe(14);
});

test('a layout out of bounds is refused with its field', () => {
  expect(fieldOf(() => seatNames({ kind: 'rows', from: 'C', to: 'B', seatsPerRow: 2 }))).toBe('rows.to');
  expect(fieldOf(() => seatNames({ kind: 'rows', from: 'a', to: 'B', seatsPerRow: 2 }))).toBe('rows.from');
  expect(fieldOf(() => seatNames({ kind: 'rows', from: 'A', to: 'B', seatsPerRow: 0 }))).toBe('rows.seats_per_row');
  expect(fieldOf(() => seatNames({ kind: 'rows', from: 'A', to: 'B', seatsPerRow: MAX_BATCH }))).toBe('rows');
  expect(fieldOf(() => seatNames({ kind: 'list', seats: [] }))).toBe('seats');
  expect(fieldOf(() => seatNames({ kind: 'list', seats: ['A1', 'A2', 'A1'] }))).toBe('seats.2');
  expect(fieldOf(() => seatNames({ kind: 'list', seats: ['A1', ' '] }))).toBe('seats.1');
  expect(fieldOf(() => seatNames({ kind: 'count', quantity: 0, prefix: '' }))).toBe('quantity');
  expect(fieldOf(() => seatNames({ kind: 'count', quantity: 1, prefix: 'x'.repeat(31) }))).toBe('prefix');
});

test('an event numbers 999,999 tickets and no more', () => {
  expect(() => requireRoom(999_998, 1)).not.toThrow();
  expect(() => requireRoom(999_999, 1)).toThrow('room for 0 more');
});
