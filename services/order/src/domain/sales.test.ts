import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { after, anItem, aPurchase, NOW, paid, paying, reserved } from '../../test/purchases.ts';
import type { Purchase, PurchaseItem } from './purchase.ts';
import { lostDemand, type SalesDelta, salesDeltas } from './sales.ts';

type Figures = Pick<SalesDelta, 'sold' | 'cancelled' | 'amount' | 'purchases'>;

const scopeOf = ({ partnerId, eventId, section }: SalesDelta) => `${partnerId}/${eventId}/${section}`;

function sum(deltas: SalesDelta[]): Record<string, Figures> {
  const totals: Record<string, Figures> = {};
  for (const delta of deltas) {
    totals[scopeOf(delta)] ??= { sold: 0, cancelled: 0, amount: 0, purchases: 0 };
    const total = totals[scopeOf(delta)];
    if (!total) continue;
    total.sold += delta.sold;
    total.cancelled += delta.cancelled;
    total.amount += delta.amount;
    total.purchases += delta.purchases;
  }
  return totals;
}

/** The figures counted afresh from where purchases ended, ticket by ticket. */
function count(purchases: Purchase[]): Record<string, Figures> {
  const totals: Record<string, Figures & { ids: Set<number> }> = {};
  for (const { id, items, releasedTicketIds, cancelledTicketIds } of purchases) {
    for (const { ticketId, partnerId, eventId, section, price } of items) {
      if (releasedTicketIds.includes(ticketId)) continue;
      for (const scope of [
        `${partnerId}/0/null`,
        `${partnerId}/${eventId}/null`,
        `${partnerId}/${eventId}/${section}`,
      ]) {
        totals[scope] ??= { sold: 0, cancelled: 0, amount: 0, purchases: 0, ids: new Set() };
        const total = totals[scope];
        if (!total) continue;
        if (cancelledTicketIds.includes(ticketId)) {
          total.cancelled++;
        } else {
          total.sold++;
          total.amount += price;
          total.purchases = total.ids.add(id).size;
        }
      }
    }
  }
  return Object.fromEntries(Object.entries(totals).map(([scope, { ids: _, ...figures }]) => [scope, figures]));
}

const item: fc.Arbitrary<Omit<PurchaseItem, 'ticketId'>> = fc
  .record({
    eventId: fc.constantFrom(1, 2, 3),
    price: fc.constantFrom(0, 100, 2550),
    section: fc.constantFrom('', 'Floor', 'Box'),
  })
  .map(({ eventId, ...rest }) => {
    // Events 1 and 2 are one partner's.
    const { ticketId: _, ...base } = anItem(0, 0, { eventId, partnerId: eventId === 3 ? 2 : 1 });
    return { ...base, ...rest };
  });

/** One purchase: its tickets, those given back before it was paid, and then the cancellations one after the other. */
const story = fc.record({
  items: fc
    .array(item, { minLength: 1, maxLength: 6 })
    .map((items) => items.map((one, i) => ({ ...one, ticketId: i + 1 }))),
  released: fc.subarray([1, 2, 3]),
  cancellations: fc.array(fc.subarray([1, 2, 3, 4, 5, 6]), { maxLength: 4 }),
});

test('the deltas of any sales and partial cancellations sum up to a fresh count', () => {
  fc.assert(
    fc.property(fc.array(story, { minLength: 1, maxLength: 5 }), (stories) => {
      const deltas: SalesDelta[] = [];
      const ends = stories.map(({ items, released, cancellations }, i) => {
        const own = (ids: number[]) => ids.filter((id) => id <= items.length);
        let at = paying({ id: i + 1, items, releasedTicketIds: own(released).slice(0, items.length - 1) });
        const move = (changes: Partial<Purchase>) => {
          const next = { ...at, ...changes };
          deltas.push(...salesDeltas(at, next));
          at = next;
        };
        move({ status: 'paid', paidAt: NOW });
        for (const ids of cancellations) {
          const fresh = own(ids).filter((id) => ![...at.releasedTicketIds, ...at.cancelledTicketIds].includes(id));
          move({ status: 'cancelling' });
          move({ status: 'paid', cancelledTicketIds: [...at.cancelledTicketIds, ...fresh] });
        }
        return at;
      });
      expect(sum(deltas)).toEqual(count(ends));
    }),
    { numRuns: 300 },
  );
});

test('everything is attributed to the time of sale, cancellations too', () => {
  const sale = paid({ paidAt: NOW });
  const later = { ...sale, cancelledTicketIds: [1], updatedAt: after(86_400) };
  expect(salesDeltas(sale, later).map(({ soldAt }) => soldAt)).toEqual([NOW, NOW, NOW]);
});

test('nothing is sold before a purchase is paid, and nothing changes while a refund is under way', () => {
  expect(salesDeltas(aPurchase(), reserved())).toEqual([]);
  expect(salesDeltas(reserved(), paying())).toEqual([]);
  expect(salesDeltas(paid(), paid({ status: 'cancelling' }))).toEqual([]);
});

test('a purchase that fails or expires loses its demand, event by event', () => {
  const items = [anItem(1, 1000), anItem(2, 500, { eventId: 2, partnerId: 9 }), anItem(3, 250)];
  const lost = [
    { partnerId: 1, eventId: 1, ticketIds: [1, 3], amount: 1250, currency: 'BRL' },
    { partnerId: 9, eventId: 2, ticketIds: [2], amount: 500, currency: 'BRL' },
  ];
  expect(lostDemand(reserved({ items, status: 'failed' }))).toEqual(lost);
  expect(lostDemand(reserved({ items, status: 'expired' }))).toEqual(lost);
});

test.each([
  ['reserved', reserved()],
  ['paid', paid()],
  ['cancelled', paid({ status: 'cancelled' })],
  ['failed before anything was known', aPurchase({ status: 'failed' })],
] as [string, Purchase][])('a purchase that is %s loses none', (_what, purchase) => {
  expect(lostDemand(purchase)).toEqual([]);
});
