import { expect, test } from '@jest/globals';
import { type Direction, firstSeat, moveCursor } from './cursor.ts';
import { aHall, aModel, drawn } from './test/halls.ts';
import type { SeatMapModel } from './types.ts';

const walk = (model: SeatMapModel, from: string, ...way: Direction[]) => {
  const start = model.seats.find(({ seat, section }) => `${section} ${seat}` === from)?.index ?? -1;
  const end = model.seats[way.reduce((seat, direction) => moveCursor(model, seat, direction), start)];
  return `${end?.section} ${end?.seat}`;
};

test.each([
  ['right over a gap', ['right', 'right'], 'Floor A4'],
  ['left at the edge', ['left'], 'Floor A1'],
  ['down to the seat below', ['right', 'down'], 'Floor B2'],
  ['up again', ['right', 'down', 'up'], 'Floor A2'],
  ['up at the front', ['up'], 'Floor A1'],
  ['to the end of the row', ['end'], 'Floor A5'],
  ['and back', ['end', 'start'], 'Floor A1'],
] as [string, Direction[], string][])('%s', (_, way, end) => {
  expect(walk(aHall('.. ..', 'xx.xx'), 'Floor A1', ...way)).toBe(end);
});

test('it goes over to the next section, by row and at once', () => {
  const model = aModel([drawn(['.....', '.....'], { section: 'Front' }), drawn(['.....'], { section: 'Back' })]);
  expect(walk(model, 'Front B3', 'down')).toBe('Back A3');
  expect(walk(model, 'Front A1', 'sectionAfter')).toBe('Back A3');
  expect(walk(model, 'Back A5', 'sectionBefore')).toBe('Front A3');
  expect(walk(model, 'Back A5', 'sectionAfter')).toBe('Back A5');
});

test('every seat of a hall can be reached', () => {
  const model = aHall('.. ..', '.....', '  .  ', 'xxxxx');
  const reached = new Set([firstSeat(model)]);
  for (const seat of reached) {
    for (const direction of ['left', 'right', 'up', 'down'] as const) reached.add(moveCursor(model, seat, direction));
  }
  expect(reached.size).toBe(model.seats.length);
});

test('it begins at a seat that may be had', () => {
  expect(firstSeat(aHall('xx.'))).toBe(2);
  expect(firstSeat(aHall('xx'))).toBe(0);
  expect(firstSeat(aModel([]))).toBe(-1);
});
