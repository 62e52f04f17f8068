import { expect, test } from '@jest/globals';
import { CUSTOMERS, DEMO_PASSWORD, PARTNERS } from './accounts.ts';
import { EVENTS } from './events.ts';
import { type Section, seatBlock, sizeOf } from './venue.ts';
import { momentOf, morningIn } from './when.ts';

const MONDAY = new Date('2027-03-01T13:45:00Z');
const sizes = EVENTS.map(({ sections }) => sections.reduce((sum, section) => sum + sizeOf(section), 0));

function rowName(number: number): string {
  const rest = Math.floor((number - 1) / 26);
  return `${rest === 0 ? '' : rowName(rest)}${String.fromCharCode(65 + ((number - 1) % 26))}`;
}

function seatsOf({ layout }: Section): string[] {
  if ('quantity' in layout) return Array.from({ length: layout.quantity }, (_, n) => `${layout.prefix}${n + 1}`);
  const { from, seats_per_row: width } = layout.rows;
  const first = seatBlock({ rows: { from: 'A', to: from, seats_per_row: 1 } }).rows;
  return Array.from({ length: seatBlock(layout).rows }, (_, row) =>
    Array.from({ length: width }, (_, seat) => `${rowName(first + row)}${seat + 1}`),
  ).flat();
}

test('accounts and events have names of their own', () => {
  const emails = [...PARTNERS, ...CUSTOMERS].map(({ email }) => email);
  expect(new Set(emails).size).toBe(43);
  expect(emails.filter((email) => !/^[a-z]+(\.[a-z]+)?@[a-z]+\.example$/.test(email))).toEqual([]);
  expect(new Set(EVENTS.map(({ name }) => name)).size).toBe(EVENTS.length);
  expect(DEMO_PASSWORD.length).toBeGreaterThanOrEqual(8);
});

test('every seat of an event has a name of its own, and every section too', () => {
  for (const { name, sections } of EVENTS) {
    const seats = sections.flatMap(seatsOf);
    expect([name, new Set(seats).size]).toEqual([name, seats.length]);
    expect(new Set(sections.map((section) => section.name)).size).toBe(sections.length);
  }
});

test('venues are small and large, one of 20,000 seats; one event is in euros and one is free', () => {
  expect(Math.max(...sizes)).toBe(20_000);
  expect(Math.min(...sizes)).toBe(300);
  expect(EVENTS.filter(({ currency }) => currency === 'EUR')).toHaveLength(1);
  expect(EVENTS.filter(({ sections }) => sections.every(({ price }) => price === 0))).toHaveLength(1);
});

test('rows are counted as the platform counts them', () => {
  expect(seatBlock({ rows: { from: 'A', to: 'Z', seats_per_row: 40 } })).toEqual({ rows: 26, seatsPerRow: 40 });
  expect(seatBlock({ rows: { from: 'Y', to: 'AB', seats_per_row: 10 } })).toEqual({ rows: 4, seatsPerRow: 10 });
  expect(seatBlock({ quantity: 500, prefix: 'GA-' })).toEqual({ rows: 1, seatsPerRow: 500 });
});

test('a moment is the first such weekday at least so many weeks ahead', () => {
  const evening = { time: '21:00', offset: '-03:00' };
  expect(momentOf({ weeks: 0, weekday: 1, ...evening }, MONDAY)).toBe('2027-03-01T21:00:00-03:00');
  expect(momentOf({ weeks: 2, weekday: 6, ...evening }, MONDAY)).toBe('2027-03-20T21:00:00-03:00');
  expect(momentOf({ weeks: 5, weekday: 0, ...evening }, MONDAY)).toBe('2027-04-11T21:00:00-03:00');
  expect(morningIn(31, MONDAY)).toBe('2027-04-01T10:00:00-03:00');
});

test('every event lies ahead, and after its sales begin', () => {
  for (const { when, opensInDays = 0 } of EVENTS) {
    const opens = new Date(morningIn(opensInDays, MONDAY)).getTime();
    expect(new Date(momentOf(when, MONDAY)).getTime()).toBeGreaterThan(Math.max(opens, MONDAY.getTime()));
  }
});
