import { expect, test } from '@jest/globals';
import { p99, showsSold } from './staleness.ts';

test('of a hundred samples one may be larger', () => {
  const samples = Array.from({ length: 100 }, (_, n) => n + 1);
  expect(p99(samples.toReversed())).toBe(99);
  expect(p99([7])).toBe(7);
  expect(() => p99([])).toThrow('no samples');
});

test('tickets are sold when the map shows each of them as sold', () => {
  // Tickets 1 to 5: sold, held, sold, available, sold.
  const taken = Buffer.from([0b00_10_01_10, 0b10]).toString('base64');
  const text = JSON.stringify({ event_id: 7, sections: [{ seats: ['"taken":"', 'B'] }], sequence: 3, taken });
  expect(showsSold(text, [7_000_001, 7_000_003, 7_000_005])).toBe(true);
  for (const other of [7_000_002, 7_000_004, 7_000_006]) expect(showsSold(text, [7_000_001, other])).toBe(false);
  expect(() => showsSold('{"type":"about:blank"}', [7_000_001])).toThrow('not a seat map');
});
