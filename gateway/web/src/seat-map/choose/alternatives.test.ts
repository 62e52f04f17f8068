import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { aHall, aModel, drawn, namesOf } from '../test/halls.ts';
import type { SeatMapModel } from '../types.ts';
import { nearestAlternatives } from './alternatives.ts';

const named = (model: SeatMapModel, ...names: string[]) => model.seats.filter(({ seat }) => names.includes(seat));

test('the nearest seat of the same section takes the place of a lost one', () => {
  const model = aHall('.xxx.', 'x.xxx', 'xxxxx', '.....');
  expect(namesOf(nearestAlternatives(model, named(model, 'A2'), []))).toBe('A1');
  expect(namesOf(nearestAlternatives(model, named(model, 'C3'), []))).toBe('D3');
});

test('seats that were lost together come together again', () => {
  const model = aHall('.xx.', 'x..x', 'xxxx');
  expect(namesOf(nearestAlternatives(model, named(model, 'A2', 'A3'), []))).toBe('B2 B3');
});

test('the one nearer to the kept seats is taken', () => {
  const model = aHall('.x.hh....');
  expect(namesOf(nearestAlternatives(model, named(model, 'A2'), named(model, 'A4', 'A5')))).toBe('A3');
});

test('the same section and price come before what is nearer', () => {
  const model = aModel([
    drawn(['xxxxxxxxxxxxxxxxxxx.'], { section: 'Front', price: 200 }),
    drawn(['....................'], { section: 'Middle', price: 300 }),
    drawn(['....................'], { section: 'Back', price: 200 }),
  ]);
  const [lost] = model.seats;
  if (!lost) throw new Error('no seat');
  expect(nearestAlternatives(model, [lost], [])).toMatchObject([{ section: 'Front', seat: 'A20' }]);
  model.apply([[7_000_020, 2]], 2);
  expect(nearestAlternatives(model, [lost], [])).toMatchObject([{ section: 'Back', price: 200 }]);
});

test('a seat that was lost is not offered again, though the map shows it as available', () => {
  const model = aHall('...');
  expect(namesOf(nearestAlternatives(model, named(model, 'A1'), named(model, 'A2')))).toBe('A3');
  expect(nearestAlternatives(model, named(model, 'A1', 'A2', 'A3'), [])).toEqual([]);
});

const line = fc.array(fc.constantFrom('.', 'x', 'h'), { minLength: 6, maxLength: 6 });

test('as many as were lost, each available and none of them lost or kept', () => {
  const places = fc.uniqueArray(fc.nat(23), { minLength: 2, maxLength: 10 });
  fc.assert(
    fc.property(fc.array(line, { minLength: 4, maxLength: 4 }), places, fc.nat(9), (lines, chosen, cut) => {
      const model = aHall(...lines.map((marks) => marks.join('')));
      const seats = chosen.flatMap((place) => model.seats[place] ?? []);
      const [lost, kept] = [seats.slice(0, Math.min(cut, 4)), seats.slice(Math.min(cut, 4))];
      const found = nearestAlternatives(model, lost, kept);
      const free = model.seats.filter((seat) => model.statusOf(seat.ticketId) === 'available' && !seats.includes(seat));
      expect(found).toHaveLength(Math.min(lost.length, free.length));
      expect(new Set(found).size).toBe(found.length);
      for (const seat of found) expect(free).toContain(seat);
    }),
  );
});
