import { expect, test } from '@jest/globals';
import { ProblemError } from '../../api/problem.ts';
import { idsIn, textsIn } from './problem-lists.ts';

test('a list is read whatever else is in it', () => {
  const error = ProblemError.from(409, { reason: 'seat_exists', seats: ['A1', 2, null], ticket_ids: [1, 'x'] });
  expect(textsIn(error, 'seats')).toEqual(['A1']);
  expect(idsIn(error, 'ticket_ids')).toEqual([1]);
});

test('without a list there is nothing in it', () => {
  expect(textsIn(ProblemError.from(500, undefined), 'seats')).toEqual([]);
  expect(textsIn(ProblemError.from(409, { seats: 'A1' }), 'seats')).toEqual([]);
  expect(idsIn(new Error('other'), 'ticket_ids')).toEqual([]);
});
