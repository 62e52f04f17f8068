import { expect, test } from '@jest/globals';
import { emptyValues } from './event-values.ts';
import { differences, merged, rebase } from './rebase.ts';

const before = { ...emptyValues('BRL'), name: 'Hamlet', location: 'Rio' };

test('a new version without other fields does not disturb what is being typed', () => {
  expect(rebase(before, { ...before }, { ...before, name: 'Macbeth' })).toBe('adopt');
});

test('an untouched form shows the newer version', () => {
  expect(rebase(before, { ...before, location: 'Olinda' }, before)).toBe('follow');
});

test('when both changed, nothing is thrown away', () => {
  expect(rebase(before, { ...before, location: 'Olinda' }, { ...before, name: 'Macbeth' })).toBe('keep');
});

test('only fields that differ are shown', () => {
  const mine = { ...before, name: 'Macbeth' };
  expect(differences(mine, { ...before, location: 'Olinda' })).toEqual([
    { field: 'name', mine: 'Macbeth', newest: 'Hamlet' },
    { field: 'location', mine: 'Rio', newest: 'Olinda' },
  ]);
});

test('what somebody else changed is kept, unless it was typed over', () => {
  const newest = { ...before, name: 'Othello', location: 'Olinda' };
  expect(merged(before, newest, { ...before, name: 'Macbeth' })).toEqual({
    ...before,
    name: 'Macbeth',
    location: 'Olinda',
  });
  expect(merged(before, newest, before)).toEqual(newest);
});
