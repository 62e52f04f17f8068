import { DomainError } from '@boxoffice/kernel';
import { describe, expect, test } from '@jest/globals';
import type { EventDetails } from './catalog-event.ts';
import { checkEvent } from './check-event.ts';

const NOW = new Date('2030-06-01T12:00:00Z');
const at = (text: string) => new Date(text);

const good: EventDetails = {
  name: 'Show',
  description: '',
  date: at('2030-06-10T20:00:00Z'),
  location: 'Hall',
  status: 'published',
  currency: 'BRL',
  salesStart: null,
  salesEnd: null,
};

function problems(fields: Partial<EventDetails>, dateBefore?: Date): string[] {
  try {
    checkEvent({ ...good, ...fields }, NOW, dateBefore);
    return [];
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    expect(error).toMatchObject({ kind: 'invalid', reason: 'validation_failed' });
    const errors = error.metadata.errors as { field: string; message: string }[];
    return errors.map(({ field, message }) => `${field} ${message}`);
  }
}

describe('a correct event', () => {
  test.each<[string, Partial<EventDetails>]>([
    ['as short as can be', { name: 'x', location: 'x' }],
    ['as long as can be', { name: '🎸'.repeat(200), location: 'é'.repeat(300), description: '漢'.repeat(10_000) }],
    ['a draft', { status: 'draft' }],
    ['in another currency', { currency: 'JPY' }],
    ['with sales since long ago', { salesStart: at('2001-01-01T00:00:00Z') }],
    ['with sales until it begins', { salesEnd: good.date }],
    [
      'with a window of a millisecond',
      { salesStart: at('2030-06-02T00:00:00.000Z'), salesEnd: at('2030-06-02T00:00:00.001Z') },
    ],
    ['a millisecond from now', { date: new Date(NOW.getTime() + 1) }],
  ])('%s', (_, fields) => {
    expect(problems(fields)).toEqual([]);
  });
});

describe('a wrong event', () => {
  test.each<[string, Partial<EventDetails>]>([
    ['name must have 1 to 200 characters', { name: '' }],
    ['name must have 1 to 200 characters', { name: 'x'.repeat(201) }],
    ['name must not contain the NUL character', { name: 'a\0' }],
    ['description must have at most 10000 characters', { description: 'x'.repeat(10_001) }],
    ['description must not contain the NUL character', { description: '\0' }],
    ['date must be a time', { date: new Date(Number.NaN) }],
    ['date must be a time', { date: new Date(8.64e15) }],
    ['date must be in the future', { date: NOW }],
    ['location must have 1 to 300 characters', { location: '' }],
    ['location must have 1 to 300 characters', { location: 'x'.repeat(301) }],
    ['location must not contain the NUL character', { location: '\0' }],
    ['status must be draft or published', { status: 'cancelled' }],
    ['currency must be an ISO 4217 code in capitals', { currency: 'brl' }],
    ['currency must be an ISO 4217 code in capitals', { currency: 'QQQ' }],
    ['sales_start must be a time', { salesStart: new Date(Number.NaN) }],
    ['sales_start must be before the event begins', { salesStart: good.date }],
    ['sales_end must be a time', { salesEnd: new Date(Number.NaN) }],
    [
      'sales_end must be after sales_start',
      { salesStart: at('2030-06-03T00:00:00Z'), salesEnd: at('2030-06-03T00:00:00Z') },
    ],
    ['sales_end must not be after the event begins', { salesEnd: at('2030-06-10T20:00:00.001Z') }],
  ])('%s', (problem, fields) => {
    expect(problems(fields)).toEqual([problem]);
  });

  test('is told of every bad field at once', () => {
    const fields = { name: '', date: at('2020-01-01T00:00:00Z'), currency: '', salesEnd: at('2021-01-01T00:00:00Z') };
    expect(problems(fields)).toEqual([
      'name must have 1 to 200 characters',
      'date must be in the future',
      'currency must be an ISO 4217 code in capitals',
      'sales_end must not be after the event begins',
    ]);
  });
});

test('a date that has passed since it was set may stay, but not become another past one', () => {
  const past = at('2030-05-01T00:00:00Z');
  expect(problems({ date: past }, new Date(past))).toEqual([]);
  expect(problems({ date: at('2030-05-02T00:00:00Z') }, past)).toEqual(['date must be in the future']);
});
