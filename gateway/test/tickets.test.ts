import {
  type ListTicketsRequest,
  TicketStatus,
  type UpdateTicketsRequest,
} from '@boxoffice/contracts/inventory/v1/inventory_service';
import { DomainError } from '@boxoffice/kernel';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { startGateway } from './harness.ts';
import { at, ticket, ticketJson } from './messages.ts';
import { as } from './tokens.ts';

let gateway: Awaited<ReturnType<typeof startGateway>>;
let partner: Record<string, string>;
let readings = 0;
const seatMap = {
  eventId: 42n,
  sequence: 17n,
  sections: [{ section: '', price: 15000n, firstTicketId: 42_000_001n, seats: ['A1', 'A2'] }],
  taken: Uint8Array.of(0b1001),
};
const seatMapJson = {
  event_id: 42,
  sequence: 17,
  sections: [{ section: '', price: 15000, first_ticket_id: 42_000_001, seats: ['A1', 'A2'] }],
  taken: 'CQ==',
};
beforeAll(async () => {
  partner = await as('partner', 3);
  gateway = await startGateway({
    inventory: {
      createTickets({ section }) {
        if (section === 'taken') {
          throw new DomainError('conflict', 'seat_exists', 'The event has some of these seats already.', {
            seats: ['A1'],
          });
        }
        return {
          batchId: 5n,
          created: 2,
          firstTicketId: 42_000_001n,
          lastTicketId: 42_000_002n,
          replayed: section === 'again',
        };
      },
      listBatches: () => ({
        batches: [
          {
            id: 5n,
            eventId: 42n,
            section: 'Pit',
            price: 15000n,
            currency: 'BRL',
            firstTicketId: 42_000_001n,
            lastTicketId: 42_000_010n,
            counts: { total: 10, available: 4, held: 3, sold: 2, withdrawn: 1 },
            createdAt: at('2026-01-01T00:00:00Z'),
          },
        ],
      }),
      updateTickets: () => ({ tickets: [ticket({ status: TicketStatus.WITHDRAWN })] }),
      listTickets: () => ({
        tickets: [ticket(), ticket({ id: 42_000_002n, status: TicketStatus.SOLD })],
        nextCursor: 'c',
      }),
      getTicket: () => ({ ticket: ticket({ price: 0n }) }),
      getSeatMap: () => seatMap,
      getOwnSeatMap: () => ({ ...seatMap, sequence: BigInt(++readings) }),
      listTicketHistory: () => ({
        changes: [
          { from: TicketStatus.UNSPECIFIED, to: TicketStatus.AVAILABLE, at: at('2026-01-01T00:00:00Z') },
          {
            from: TicketStatus.AVAILABLE,
            to: TicketStatus.HELD,
            reason: 'reserved',
            purchaseId: 9n,
            at: at('2026-01-02T00:00:00Z'),
          },
        ],
      }),
    },
  });
});
beforeEach(() => {
  gateway.calls.length = 0;
});
afterAll(() => gateway.stop());

const url = '/v1/partners/events/42/tickets';
const create = (payload: object) => gateway.app.inject({ method: 'POST', url, headers: partner, payload });

test.each([
  [{ seats: ['A1', 'A2'] }, { case: 'list', value: { seats: ['A1', 'A2'] } }],
  [
    { rows: { from: 'A', to: 'AB', seats_per_row: 40 } },
    { case: 'rows', value: { from: 'A', to: 'AB', seatsPerRow: 40 } },
  ],
  [
    { quantity: 500, prefix: 'GA-' },
    { case: 'count', value: { quantity: 500, prefix: 'GA-' } },
  ],
  [{ quantity: 500 }, { case: 'count', value: { quantity: 500, prefix: '' } }],
])('a batch is created from %j', async (layout, expected) => {
  const response = await create({ price: 15000, section: 'Pit', ...layout });
  expect(response.statusCode).toBe(201);
  expect(response.headers.location).toBe('/v1/partners/events/42/batches');
  expect(response.json()).toEqual({ batch_id: 5, created: 2, first_ticket_id: 42_000_001, last_ticket_id: 42_000_002 });
  expect(gateway.forwarded()).toMatchObject([
    { request: { eventId: 42n, price: 15000n, section: 'Pit', layout: expected }, actor: { role: 'partner', id: 3 } },
  ]);
});

test('a replayed batch says so, and a seat that exists is named', async () => {
  expect((await create({ price: 0, quantity: 1, section: 'again' })).headers['idempotent-replayed']).toBe('true');
  const refused = await create({ price: 0, quantity: 1, section: 'taken' });
  expect(refused.json()).toMatchObject({ status: 409, reason: 'seat_exists', seats: ['A1'] });
});

test('batches are listed with their counts', async () => {
  const response = await gateway.app.inject({ url: '/v1/partners/events/42/batches', headers: partner });
  expect(response.json()).toEqual({
    data: [
      {
        id: 5,
        event_id: 42,
        section: 'Pit',
        price: 15000,
        currency: 'BRL',
        first_ticket_id: 42_000_001,
        last_ticket_id: 42_000_010,
        total: 10,
        available: 4,
        held: 3,
        sold: 2,
        withdrawn: 1,
        created_at: '2026-01-01T00:00:00.000Z',
      },
    ],
    next_cursor: null,
  });
});

test('tickets are withdrawn and repriced', async () => {
  const payload = { ticket_ids: [42_000_001], status: 'withdrawn', price: 0 };
  const response = await gateway.app.inject({ method: 'PATCH', url, headers: partner, payload });
  expect(response.json()).toEqual({ data: [{ ...ticketJson, status: 'withdrawn' }] });
  expect(gateway.forwarded()).toMatchObject([
    { request: { eventId: 42n, ticketIds: [42_000_001n], price: 0n, status: TicketStatus.WITHDRAWN } },
  ]);
});

test('without a price the price stays', async () => {
  const payload = { ticket_ids: [42_000_001], status: 'available' };
  await gateway.app.inject({ method: 'PATCH', url, headers: partner, payload });
  expect(gateway.sent<UpdateTicketsRequest>('updateTickets').price).toBeUndefined();
});

test('tickets of an event are listed, up to a thousand a page', async () => {
  const response = await gateway.app.inject('/v1/events/42/tickets?status=sold&section=&limit=1000');
  expect(response.json()).toEqual({
    data: [ticketJson, { ...ticketJson, id: 42_000_002, status: 'sold' }],
    next_cursor: 'c',
  });
  expect(gateway.forwarded()).toMatchObject([
    { request: { eventId: 42n, status: TicketStatus.SOLD, section: '', page: { limit: 1000, cursor: '' } } },
  ]);
});

test('without a section every section is listed', async () => {
  await gateway.app.inject('/v1/events/42/tickets');
  expect(gateway.sent<ListTicketsRequest>('listTickets').section).toBeUndefined();
});

test('one ticket is read', async () => {
  const response = await gateway.app.inject('/v1/events/42/tickets/42000001');
  expect(response.json()).toEqual({ ...ticketJson, price: 0 });
  expect(gateway.forwarded()).toMatchObject([{ request: { eventId: 42n, ticketId: 42_000_001n } }]);
});

test('a seat map is compact', async () => {
  const response = await gateway.app.inject('/v1/events/42/seatmap');
  expect(response.json()).toEqual(seatMapJson);
});

test('the map of an own event is read anew each time, and kept by nobody', async () => {
  for (const sequence of [1, 2]) {
    const response = await gateway.app.inject({ url: '/v1/partners/events/42/seatmap', headers: partner });
    expect(response.json()).toEqual({ ...seatMapJson, sequence });
    expect(response.headers['cache-control']).toBe('no-store');
  }
  expect(gateway.forwarded()).toMatchObject([
    { request: { eventId: 42n }, actor: { role: 'partner', id: 3 } },
    { request: { eventId: 42n } },
  ]);
});

test('the map of an own event is for partners', async () => {
  const read = async (headers: Record<string, string>) =>
    (await gateway.app.inject({ url: '/v1/partners/events/42/seatmap', headers })).statusCode;
  expect([await read({}), await read(await as('customer', 3))]).toEqual([401, 403]);
  expect(gateway.forwarded()).toEqual([]);
});

test('the history of a ticket is told to its partner', async () => {
  const response = await gateway.app.inject({ url: `${url}/42000001/history`, headers: partner });
  expect(response.json()).toEqual({
    data: [
      { from: null, to: 'available', reason: null, purchase_id: null, at: '2026-01-01T00:00:00.000Z' },
      { from: 'available', to: 'held', reason: 'reserved', purchase_id: 9, at: '2026-01-02T00:00:00.000Z' },
    ],
  });
});
