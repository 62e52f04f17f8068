import { expect, test } from '@jest/globals';
import { CUSTOMERS } from '../data/accounts.ts';
import { EVENTS } from '../data/events.ts';
import { seatBlock } from '../data/venue.ts';
import { DEMO_PLAN, type PlannedPurchase, planPurchases } from './purchases.ts';
import type { Seat } from './seats.ts';

const options = { ...DEMO_PLAN, customers: CUSTOMERS.length };
const planned = planPurchases(options);
const seatName = ({ event, section, offset }: Seat) => `${event}/${section}/${offset}`;
const eventOf = ({ event }: Seat) => EVENTS.find(({ name }) => name === event);
const of = (intent: PlannedPurchase['intent']) => planned.filter((purchase) => purchase.intent === intent);

function priceOf(purchase: PlannedPurchase): number {
  const prices = purchase.seats.map(
    (seat) => eventOf(seat)?.sections.find(({ name }) => name === seat.section)?.price ?? Number.NaN,
  );
  return prices.reduce((sum, price) => sum + price, 0);
}

test('the same seed plans the same, another one something else', () => {
  expect(planPurchases(options)).toEqual(planned);
  expect(planPurchases({ ...options, seed: 1 })).not.toEqual(planned);
});

test('there are purchases of every sort', () => {
  expect(planned.map(({ n }) => n)).toEqual(Array.from({ length: 300 }, (_, n) => n + 1));
  for (const intent of ['declined', 'reserved', 'refused'] as const) expect(of(intent).length).toBeGreaterThan(4);
  const wholly = of('paid').filter(({ seats, cancel }) => cancel.length === seats.length);
  const partly = of('paid').filter(({ seats, cancel }) => cancel.length > 0 && cancel.length < seats.length);
  expect([wholly.length, partly.length].every((count) => count > 4)).toBe(true);
  expect(new Set(planned.map(({ customer }) => customer)).size).toBe(CUSTOMERS.length);
});

test('no seat is wanted twice, but by those who are to be refused', () => {
  const wanted = planned.filter(({ intent }) => intent !== 'refused').flatMap(({ seats }) => seats.map(seatName));
  expect(new Set(wanted).size).toBe(wanted.length);
});

test('those who are refused want seats that somebody else keeps', () => {
  for (const { n, customer, seats } of of('refused')) {
    const names = seats.map(seatName);
    const sold = planned.find(
      (other) => other.intent === 'paid' && other.n < n && other.seats.map(seatName).join() === names.join(),
    );
    expect(sold?.cancel).toEqual([]);
    expect(sold?.customer).not.toBe(customer);
  }
});

test('a purchase has 1 to 20 tickets, of events on sale and of one currency', () => {
  for (const { seats } of planned) {
    expect(seats.length).toBeGreaterThanOrEqual(1);
    expect(seats.length).toBeLessThanOrEqual(20);
    expect(new Set(seats.map((seat) => eventOf(seat)?.currency ?? 'BRL')).size).toBe(1);
    expect(seats.some((seat) => eventOf(seat)?.opensInDays !== undefined)).toBe(false);
  }
});

test('only what is free is paid without a card, and what is free is only ever paid', () => {
  for (const purchase of planned) {
    if (priceOf(purchase) === 0) expect(['paid', 'refused']).toContain(purchase.intent);
    if (purchase.intent === 'paid') expect(purchase.token).toBe(priceOf(purchase) === 0 ? undefined : 'tok_approved');
  }
});

test('seats of one event are side by side in one row', () => {
  for (const { seats } of planned) {
    for (const group of Map.groupBy(seats, ({ event }) => event).values()) {
      const [first] = group;
      const section = first && eventOf(first)?.sections.find(({ name }) => name === first.section);
      const width = section ? seatBlock(section.layout).seatsPerRow : 0;
      const offsets = group.map(({ offset }) => offset);
      expect(offsets).toEqual(offsets.map((_, n) => (first?.offset ?? 0) + n));
      expect(new Set(offsets.map((offset) => Math.floor(offset / width))).size).toBe(1);
    }
  }
});
