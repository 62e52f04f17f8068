import { DomainError } from '@boxoffice/kernel';
import { describe, expect, test } from '@jest/globals';
import type { CatalogEvent } from './catalog-event.ts';
import { changeDetails, checkCancelReason, checkTickets, type EventChange, sameDetails } from './change-event.ts';

const NOW = new Date('2030-06-01T12:00:00Z');

const event: CatalogEvent = {
  id: 1,
  partnerId: 1,
  name: 'Show',
  description: 'Loud',
  date: new Date('2030-06-10T20:00:00Z'),
  location: 'Hall',
  status: 'published',
  currency: 'BRL',
  salesStart: new Date('2030-05-01T00:00:00Z'),
  salesEnd: null,
  createdAt: NOW,
  updatedAt: NOW,
  version: 4,
};

function reasonOf(action: () => unknown): string {
  try {
    action();
    return 'none';
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return error.reason;
  }
}

describe('changing details', () => {
  test('takes over what is set and leaves the rest', () => {
    const after = changeDetails(event, { name: ' New ', description: '', salesStart: null, location: undefined }, NOW);
    expect(after).toEqual({
      name: 'New',
      description: '',
      date: event.date,
      location: 'Hall',
      status: 'published',
      currency: 'BRL',
      salesStart: null,
      salesEnd: null,
    });
  });

  test.each<[string, Partial<CatalogEvent>, EventChange, number | undefined]>([
    ['none', {}, { name: 'New' }, 4],
    ['event_changed', {}, { name: 'New' }, 3],
    ['event_changed', {}, { name: '' }, 5],
    ['validation_failed', {}, { name: '' }, 4],
    ['event_cancelled', { status: 'cancelled' }, { name: 'New' }, 3],
    ['event_cancelled', { status: 'cancelled' }, {}, undefined],
  ])('is refused with %s (%#)', (reason, before, change, expectedVersion) => {
    expect(reasonOf(() => changeDetails({ ...event, ...before }, change, NOW, expectedVersion))).toBe(reason);
  });
});

describe('tickets stand against', () => {
  const none = { total: 0, heldOrSold: 0 };
  const onSale = { total: 5, heldOrSold: 0 };
  const sold = { total: 5, heldOrSold: 1 };
  test.each([
    ['none', { name: 'New' }, undefined],
    ['none', { currency: 'USD' }, none],
    ['currency_fixed', { currency: 'USD' }, onSale],
    ['none', { status: 'draft' as const }, onSale],
    ['event_has_sales', { status: 'draft' as const }, sold],
    ['event_changed', { currency: 'USD' }, undefined],
    ['event_changed', { status: 'draft' as const }, undefined],
  ])('a change with %s (%#)', (reason, change, counts) => {
    expect(reasonOf(() => checkTickets(event, { ...event, ...change }, counts))).toBe(reason);
  });
});

test.each<[boolean, Partial<CatalogEvent>]>([
  [true, { date: new Date(event.date), salesStart: new Date('2030-05-01T00:00:00Z'), version: 9 }],
  [false, { name: 'show' }],
  [false, { description: '' }],
  [false, { date: new Date(event.date.getTime() + 1) }],
  [false, { location: 'hall' }],
  [false, { status: 'draft' }],
  [false, { currency: 'USD' }],
  [false, { salesStart: null }],
  [false, { salesEnd: event.date }],
])('sameness is %s (%#)', (same, fields) => {
  expect(sameDetails(event, { ...event, ...fields })).toBe(same);
});

test('a reason to cancel has 1 to 500 characters without space around them', () => {
  expect(checkCancelReason(' rain ')).toBe('rain');
  expect(checkCancelReason('🌧'.repeat(500))).toHaveLength(1000);
  for (const wrong of ['', ' \n ', 'x'.repeat(501), 'a\0b']) {
    expect(reasonOf(() => checkCancelReason(wrong))).toBe('validation_failed');
  }
});
