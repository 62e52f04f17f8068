import { expect, test } from '@jest/globals';
import { at } from '../support/present.ts';
import type { Event } from '../support/resources.ts';
import { expectShape, expectShapes } from '../support/shapes.ts';
import { soon } from '../support/soon.ts';
import { countSales } from '../support/tally.ts';
import { type Trading, within } from './trading.ts';

/** What a partner's sales come to. */
export function salesFigures(trading: () => Trading): void {
  test('are summed up to the cent, by event and by day', async () => {
    const { shop, events, bought } = trading();
    await soon(async () => {
      const summary = await shop.summary();
      expectShape('summary', summary);
      expectShapes('eventFigures', summary.by_event);
      expectShapes('dayFigures', summary.by_day);
      const { by_event, by_day, ...figures } = summary;
      expect(figures).toEqual(countSales(bought, within(events)));
      expect(by_event).toEqual(
        events.map(({ id, name }) => ({
          event_id: id,
          event_name: name,
          ...countSales(bought, (item) => item.event_id === id),
        })),
      );
      const days = [...new Set(bought.map(({ created_at }) => created_at.slice(0, 10)))];
      expect(by_day).toEqual(
        days.map((day) => ({
          day,
          ...countSales(
            bought.filter(({ created_at }) => created_at.startsWith(day)),
            within(events),
          ),
        })),
      );
    });
  });

  test('are the known sum', async () => {
    const { shop } = trading();
    // By hand: 1999 + 10001, 1999 + 333, 10001, 333 + 333; and 4999 dollar cents.
    const { currency_totals, tickets_sold, tickets_cancelled, purchases } = await shop.summary();
    expect(currency_totals).toEqual([
      { currency: 'BRL', amount: 24_999 },
      { currency: 'USD', amount: 4999 },
    ]);
    expect([tickets_sold, tickets_cancelled, purchases]).toEqual([8, 5, 5]);
  });

  test('are summed up for one event, by section, with what is left', async () => {
    const { shop, events, bought, sectionOf } = trading();
    const [one] = events as [Event];
    await soon(async () => {
      const summary = await shop.eventSummary(one);
      expectShape('eventSummary', summary);
      expectShapes('sectionFigures', summary.by_section);
      expect(summary).toMatchObject({
        event_id: one.id,
        ...countSales(bought, within([one])),
        total: 18,
        sold: 4,
        held: 1,
        available: 13,
        withdrawn: 0,
        by_event: [{ event_id: one.id, ...countSales(bought, within([one])) }],
      });
      const section = (name: string) => countSales(bought, (item) => sectionOf.get(item.ticket_id) === name);
      expect(summary.by_section).toEqual([
        { section: 'Roof', ...section('Roof'), total: 6, available: 6, held: 0, sold: 0, withdrawn: 0 },
        { section: 'Stalls', ...section('Stalls'), total: 6, available: 3, held: 1, sold: 2, withdrawn: 0 },
        { section: 'VIP', ...section('VIP'), total: 6, available: 4, held: 0, sold: 2, withdrawn: 0 },
      ]);
    });
  });

  test('are summed up for a period', async () => {
    const { shop, events, bought } = trading();
    const day = at(bought, 0).created_at.slice(0, 10);
    const whole = await shop.summary();
    expect(await shop.summary(`?from=${day}&to=${at(bought, -1).created_at.slice(0, 10)}`)).toEqual(whole);
    expect(await shop.summary('?from=2020-01-01&to=2020-12-31')).toEqual({
      ...{ currency_totals: [], tickets_sold: 0, tickets_cancelled: 0, purchases: 0 },
      ...{ by_event: [], by_day: [] },
    });
    // Between two sales, to the millisecond.
    const all = await shop.sales();
    const middle = all.find(({ purchase_id }) => purchase_id === at(bought, 3).id)?.sold_at;
    const later = await shop.summary(`?from=${middle}`);
    const { by_event: _e, by_day: _d, ...figures } = later;
    expect(figures).toEqual(countSales(bought.slice(3), within(events)));
    const { by_event: _f, by_day: _g, ...before } = await shop.summary(`?to=${middle}`);
    expect(before).toEqual(countSales(bought.slice(0, 3), within(events)));
  });
}
