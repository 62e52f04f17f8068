import { describe, expect, test } from '@jest/globals';
import { ok, refusal } from '../support/answer.ts';
import type { Api } from '../support/api.ts';
import { idsOf } from '../support/partner.ts';
import { at } from '../support/present.ts';
import type { Batch, Page, Ticket } from '../support/resources.ts';
import { expectShape, expectShapes } from '../support/shapes.ts';
import { seatMap, stageShow, statusesOf } from '../support/show.ts';
import { soon } from '../support/soon.ts';

/** Batches, tickets and the seat map. */
export function tickets(api: Api): void {
  const { partner, customer, get, all } = api;

  describe('a batch of tickets', () => {
    test.each([
      ['a list of seats', { seats: ['Box 1', 'B-12', 'Ж3'] }, ['Box 1', 'B-12', 'Ж3']],
      ['rows', { rows: { from: 'Y', to: 'AA', seats_per_row: 2 } }, ['Y1', 'Y2', 'Z1', 'Z2', 'AA1', 'AA2']],
      ['a quantity', { quantity: 3, prefix: 'GA-' }, ['GA-1', 'GA-2', 'GA-3']],
    ])('is made from %s', async (_what, layout, seats) => {
      const shop = await partner();
      const event = await shop.event({ currency: 'EUR' });
      const created = ok(await shop.createTickets(event.id, { price: 2500, section: 'Stalls', ...layout }), 201);
      expectShape('createdTickets', created);
      const first = event.id * 1_000_000 + 1;
      const last = first + seats.length - 1;
      expect(created).toMatchObject({ created: seats.length, first_ticket_id: first, last_ticket_id: last });
      await soon(async () => {
        const listed = await all<Ticket>(`/v1/events/${event.id}/tickets`);
        expectShapes('ticket', listed);
        const same = {
          event_id: event.id,
          batch_id: created.batch_id,
          section: 'Stalls',
          price: 2500,
          currency: 'EUR',
        };
        expect(listed).toEqual(seats.map((seat, i) => ({ id: first + i, seat, ...same, status: 'available' })));
      });
    });

    test('is all or nothing, and names the seats that the event already has', async () => {
      const shop = await partner();
      const event = await shop.event();
      ok(await shop.createTickets(event.id, { price: 1, seats: ['A1', 'A2'] }), 201);
      const rows = { from: 'A', to: 'B', seats_per_row: 3 };
      const { seats } = refusal(await shop.createTickets(event.id, { price: 1, rows }), 409, 'seat_exists');
      expect(seats?.sort()).toEqual(['A1', 'A2']);
      const answers = await Promise.all(
        Array.from({ length: 5 }, () => shop.createTickets(event.id, { price: 1, seats: ['C1', 'C2'] })),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409]);
      await soon(async () => {
        const listed = await all<Ticket>(`/v1/events/${event.id}/tickets`);
        expect(listed.map(({ seat }) => seat)).toEqual(['A1', 'A2', 'C1', 'C2']);
      });
    });

    test('tells its owner how it sells', async () => {
      const show = await stageShow(api, { price: 500 });
      const more = await show.partner.seats(show.event, 7, 700, { prefix: 'V', section: 'VIP' });
      ok(await (await customer()).buy([show.ticketIds[0], more[0]]), 201);
      await soon(async () => {
        const batches = await show.partner.all<Batch>(`/v1/partners/events/${show.event.id}/batches`);
        expect(batches).toMatchObject([
          { section: '', price: 500, total: 6, available: 5, sold: 1, held: 0, withdrawn: 0 },
          { section: 'VIP', price: 700, total: 7, available: 6, sold: 1, held: 0, withdrawn: 0 },
        ]);
      });
    });
  });

  describe('a ticket', () => {
    test('can be withdrawn, put back and repriced while nobody has it', async () => {
      const { partner: shop, event, ticketIds } = await stageShow(api, { price: 1000 });
      const buyer = await customer();
      const change = (fields: object) =>
        shop.patch<{ data: Ticket[] }>(`/v1/partners/events/${event.id}/tickets`, fields);
      const [one, two, three, four] = ticketIds;

      const withdrawn = ok(await change({ ticket_ids: [one, two], status: 'withdrawn' }));
      expect(withdrawn.data.map(({ id, status }) => [id, status])).toEqual([one, two].map((id) => [id, 'withdrawn']));
      const { tickets: refused } = refusal(await buyer.buy([one, three]), 409, 'ticket_unavailable');
      expect(refused).toEqual([{ ticket_id: one, reason: 'withdrawn' }]);

      ok(await change({ ticket_ids: [one], status: 'available' }));
      ok(await change({ ticket_ids: [one, four], price: 1250 }));
      expect(ok(await buyer.buy([one, three]), 201).total).toBe(2250);

      const problem = refusal(await change({ ticket_ids: [one, four], price: 1 }), 409, 'ticket_not_available');
      expect(problem.ticket_ids).toEqual([one]);
      refusal(await change({ ticket_ids: [three], status: 'withdrawn' }), 409, 'ticket_not_available');
      await soon(async () => {
        const listed = await all<Ticket>(`/v1/events/${event.id}/tickets`);
        expect(listed.map(({ status, price }) => [status, price])).toEqual([
          ['sold', 1250],
          ['withdrawn', 1000],
          ['sold', 1000],
          ['available', 1250],
          ['available', 1000],
          ['available', 1000],
        ]);
      });
    });

    test('is listed by status and section, by id, up to a thousand a page', async () => {
      const { partner: shop, event } = await stageShow(api, { seats: 1005, price: 10 });
      const vip = idsOf(
        ok(
          await shop.createTickets(event.id, {
            price: 90,
            section: 'VIP',
            seats: ['V1', 'V2', 'V3', 'V4', 'V5', 'V6'],
          }),
          201,
        ),
      );
      ok(await (await customer()).buy([vip[0]]), 201);
      const list = async (query: string) => ok(await get<Page<Ticket>>(`/v1/events/${event.id}/tickets${query}`));
      await soon(async () => {
        expect((await list('?section=VIP')).data.map(({ id }) => id)).toEqual(vip);
        expect((await list('?status=sold')).data.map(({ id }) => id)).toEqual([vip[0]]);
        expect((await list('?status=available&section=VIP')).data.map(({ id }) => id)).toEqual(vip.slice(1));
        expect((await list('?section=Nowhere')).data).toEqual([]);
      });
      expect((await list('')).data).toHaveLength(20);
      const first = await list('?limit=1000');
      const second = await list(`?limit=1000&cursor=${first.next_cursor}`);
      expect([first.data.length, second.data.length, second.next_cursor]).toEqual([1000, 11, null]);
      const ids = [...first.data, ...second.data].map(({ id }) => id);
      expect(ids).toEqual(ids.toSorted((a, b) => a - b));
    });

    test('is read alone, and only as one of its event', async () => {
      const [show, other] = [await stageShow(api), await stageShow(api)];
      const path = (event: number, ticket: number) => `/v1/events/${event}/tickets/${ticket}`;
      const ticket = ok(await get<Ticket>(path(show.event.id, show.ticketIds[0])));
      expectShape('ticket', ticket);
      expect(ticket).toMatchObject({ id: show.ticketIds[0], event_id: show.event.id, seat: 'S1' });
      refusal(await get(path(other.event.id, show.ticketIds[0])), 404, 'ticket_not_found');
      refusal(await get(path(show.event.id, at(show.ticketIds, -1) + 1)), 404, 'ticket_not_found');
    });

    test('keeps its history for the owner of the event', async () => {
      const { partner: shop, event, ticketIds } = await stageShow(api);
      const buyer = await customer();
      const { id } = ok(await buyer.buy([ticketIds[0]]), 201);
      ok(await buyer.cancel(id));
      const history = await soon(async () => {
        const changes = await shop.ticketHistory(event, ticketIds[0]);
        expect(changes.map(({ from, to }) => `${from} ${to}`)).toEqual([
          'null available',
          'available held',
          'held sold',
          'sold available',
        ]);
        return changes;
      });
      expectShapes('ticketChange', history);
      expect(history.map(({ purchase_id }) => purchase_id)).toEqual([null, id, id, id]);
      const times = history.map(({ at }) => Date.parse(at));
      expect(times).toEqual(times.toSorted((a, b) => a - b));
    });
  });

  test('the seat map tells two bits a ticket', async () => {
    const { partner: shop, event, ticketIds } = await stageShow(api, { price: 300 });
    const vip = await shop.seats(event, 6, 900, { section: 'VIP', prefix: 'V' });
    const buyer = await customer();
    const fresh = await seatMap(api, event);
    ok(await buyer.reserve([ticketIds[1]]), 201);
    ok(await buyer.buy([ticketIds[4], vip[0]]), 201);
    ok(
      await shop.patch(`/v1/partners/events/${event.id}/tickets`, { ticket_ids: [ticketIds[3]], status: 'withdrawn' }),
    );
    const map = await soon(async () => {
      const now = await seatMap(api, event);
      // By their first letters: available, held, sold, withdrawn.
      expect(
        statusesOf(now)
          .map((status) => status.charAt(0))
          .join(''),
      ).toBe('ahawsasaaaaa');
      return now;
    });
    expectShape('seatMap', map);
    expectShapes('seatMapSection', map.sections);
    expect(map.event_id).toBe(event.id);
    expect(map.sections).toEqual([
      { section: '', price: 300, first_ticket_id: ticketIds[0], seats: ['S1', 'S2', 'S3', 'S4', 'S5', 'S6'] },
      { section: 'VIP', price: 900, first_ticket_id: vip[0], seats: ['V1', 'V2', 'V3', 'V4', 'V5', 'V6'] },
    ]);
    expect(map.taken).toBe(Buffer.from([0b11_00_01_00, 0b00_10_00_10, 0]).toString('base64'));
    expect(map.sequence).toBeGreaterThan(fresh.sequence);
  });
}
