import { expect } from '@jest/globals';
import type { Api } from './api.ts';
import type { Customer } from './customer.ts';
import type { Purchase } from './resources.ts';
import { publicEvent, type Show, seatMap, statusesOf, ticketStatuses } from './show.ts';
import { soon } from './soon.ts';
import { countSales } from './tally.ts';

const UNFINISHED = ['pending', 'reserved', 'paying', 'cancelling'];

/** All purchases of some customers, once none is unfinished and no ticket of the show is held. */
export function settledPurchases(api: Api, show: Show, buyers: readonly Customer[], withinMs: number) {
  return soon(async () => {
    const purchases = (await Promise.all(buyers.map((buyer) => buyer.purchases()))).flat();
    expect(purchases.filter(({ status }) => UNFINISHED.includes(status))).toEqual([]);
    expect([...(await ticketStatuses(api, show.event)).values()]).not.toContain('held');
    return purchases;
  }, withinMs);
}

/**
 * Expects every part of the platform to tell the same of a show: each sold ticket has one owner and each owner's ticket is
 * sold, and counts and sales figures are those of the owners' purchases.
 */
export async function expectBooksToBalance(api: Api, show: Show, purchases: readonly Purchase[]): Promise<void> {
  const here = purchases.flatMap(({ items }) => items).filter(({ event_id }) => event_id === show.event.id);
  const owned = here.filter(({ status }) => status === 'sold').map(({ ticket_id }) => ticket_id);
  const inOrder = (ids: number[]) => ids.toSorted((a, b) => a - b);
  expect(new Set(owned).size).toBe(owned.length);
  await soon(async () => {
    const statuses = await ticketStatuses(api, show.event);
    const sold = [...statuses].filter(([, status]) => status === 'sold').map(([id]) => id);
    expect(sold).toEqual(inOrder(owned));
    expect(statusesOf(await seatMap(api, show.event))).toEqual([...statuses.values()]);
    const { availability } = await publicEvent(api, show.event);
    expect(availability).toMatchObject({ total: statuses.size, sold: sold.length, held: 0 });
    expect(availability.available).toBe(statuses.size - sold.length);
    const figures = countSales(purchases, ({ event_id }) => event_id === show.event.id);
    expect(await show.partner.eventSummary(show.event)).toMatchObject(figures);
    const sales = await show.partner.sales(`?event_id=${show.event.id}&status=sold`);
    expect(inOrder(sales.map(({ ticket_id }) => ticket_id))).toEqual(inOrder(owned));
  });
  for (const { status, items } of purchases) {
    const states = new Set(items.map((item) => item.status));
    if (status === 'paid') expect(states).toContain('sold');
    else expect(states).not.toContain('sold');
    expect(states).not.toContain('held');
  }
}
