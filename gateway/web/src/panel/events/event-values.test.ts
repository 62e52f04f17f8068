import { expect, test } from '@jest/globals';
import type { PanelEvent } from '../data/types.ts';
import { emptyValues, eventChange, eventProblems, fromLocal, newEventBody, toLocal, valuesOf } from './event-values.ts';

const now = new Date(2026, 10, 28, 12, 0);
const good = { ...emptyValues('BRL'), name: ' Hamlet ', location: 'Rio', date: '2027-03-14T20:00' };
const codes = (values: typeof good, dateBefore?: string) =>
  eventProblems(values, now, dateBefore).map(({ field, code }) => `${field}:${code}`);

test('moments go to the field and back', () => {
  expect(toLocal(fromLocal('2027-03-14T20:05'))).toBe('2027-03-14T20:05');
  expect(toLocal(null)).toBe('');
  expect(fromLocal('')).toBeUndefined();
});

test('a new event is tidied, and has no sale window unless one is set', () => {
  expect(newEventBody(good, 'draft')).toEqual({
    name: 'Hamlet',
    description: '',
    location: 'Rio',
    date: fromLocal('2027-03-14T20:00'),
    currency: 'BRL',
    status: 'draft',
  });
});

test('what the API would refuse is told before', () => {
  expect(codes(good)).toEqual([]);
  expect(codes({ ...good, name: ' ', location: 'x'.repeat(301), date: '' })).toEqual([
    'name:needed',
    'location:long',
    'date:needed',
  ]);
  expect(codes({ ...good, date: '2026-11-28T11:59' })).toEqual(['date:datePast']);
  expect(codes({ ...good, salesStart: '2027-03-14T20:00' })).toEqual(['salesStart:startAfterDate']);
  expect(codes({ ...good, salesEnd: '2027-03-14T20:01' })).toEqual(['salesEnd:endAfterDate']);
  expect(codes({ ...good, salesStart: '2027-03-02T00:00', salesEnd: '2027-03-01T00:00' })).toEqual([
    'salesEnd:endBeforeStart',
  ]);
});

test('a date that has passed does not stand in the way of other changes', () => {
  const past = { ...good, date: '2026-11-01T20:00' };
  expect(codes(past, past.date)).toEqual([]);
});

test('a change names only what differs; an emptied bound is removed', () => {
  const event = {
    name: 'Hamlet',
    description: '',
    location: 'Rio',
    date: '2027-03-14T23:00:30.500Z',
    currency: 'BRL',
    sales_start: '2027-01-01T00:00:00.000Z',
    sales_end: null,
  } as PanelEvent;
  const before = valuesOf(event);
  expect(eventChange(before, { ...before })).toEqual({});
  expect(eventChange(before, { ...before, name: 'Macbeth', salesStart: '' })).toEqual({
    name: 'Macbeth',
    sales_start: null,
  });
});
