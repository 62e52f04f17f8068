import { type GetSalesSummaryRequest, ItemStatus } from '@boxoffice/contracts/order/v1/order_service';
import { notFound } from '@boxoffice/kernel';
import { timestampDate } from '@bufbuild/protobuf/wkt';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { startGateway } from './harness.ts';
import { at, availability, event } from './messages.ts';
import { as } from './tokens.ts';

const figures = {
  currencyTotals: [{ amount: 30000n, currency: 'BRL' }],
  ticketsSold: 2n,
  ticketsCancelled: 1n,
  purchases: 1n,
};
const figuresJson = {
  currency_totals: [{ currency: 'BRL', amount: 30000 }],
  tickets_sold: 2,
  tickets_cancelled: 1,
  purchases: 1,
};
const none = { currency_totals: [], tickets_sold: 0, tickets_cancelled: 0, purchases: 0 };
const sale = {
  purchaseId: 9n,
  ticketId: 42_000_001n,
  eventId: 42n,
  seat: 'A1',
  price: 15000n,
  currency: 'BRL',
  soldAt: at('2026-01-01T00:00:00Z'),
};

let gateway: Awaited<ReturnType<typeof startGateway>>;
let headers: Record<string, string>;
beforeAll(async () => {
  headers = await as('partner', 3);
  gateway = await startGateway({
    identity: {
      batchGetCustomers: ({ customerIds }) => ({
        customers: customerIds.filter((id) => id === 7n).map((id) => ({ id, name: 'Ana', email: 'ana@x.example' })),
      }),
    },
    catalog: {
      getOwnEvent({ eventId }) {
        if (eventId !== 42n) throw notFound('event');
        return { event: event() };
      },
    },
    inventory: { batchGetAvailability: ({ eventIds }) => ({ events: eventIds.map(availability) }) },
    order: {
      getSalesSummary: () => ({
        figures,
        byEvent: [{ eventId: 42n, eventName: 'Concert', figures }],
        byDay: [{ day: '2026-01-01', figures }],
        bySection: [{ section: 'Balcony', figures }],
      }),
      listSales: () => ({
        sales: [
          { ...sale, status: ItemStatus.SOLD, customerId: 7n },
          { ...sale, status: ItemStatus.CANCELLED, customerId: 8n, cancelledAt: at('2026-01-02T00:00:00Z') },
          { ...sale, status: ItemStatus.SOLD, customerId: 7n },
        ],
      }),
      listFailures: () => ({
        failures: [
          {
            purchaseId: 10n,
            at: at('2026-01-01T00:00:00Z'),
            reason: 'payment_declined',
            ticketIds: [42_000_001n],
            lost: [{ amount: 15000n, currency: 'BRL' }],
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

const get = (url: string) => gateway.app.inject({ url, headers });

test('sales are summed up over a period that ends before the midnight after its last day', async () => {
  const response = await get('/v1/partners/sales/summary?from=2026-01-01T03:00:00Z&to=2026-01-31');
  expect(response.json()).toEqual({
    ...figuresJson,
    by_event: [{ event_id: 42, event_name: 'Concert', ...figuresJson }],
    by_day: [{ day: '2026-01-01', ...figuresJson }],
  });
  const { eventId, from, to } = gateway.sent<GetSalesSummaryRequest>('getSalesSummary');
  expect(eventId).toBe(0n);
  expect([from, to].map((moment) => moment && timestampDate(moment).toISOString())).toEqual([
    '2026-01-01T03:00:00.000Z',
    '2026-02-01T00:00:00.000Z',
  ]);
});

test('the sales of one event come with the counts of its tickets, by section, too', async () => {
  const response = await get('/v1/partners/events/42/sales/summary');
  const counts = { total: 10, available: 4, held: 3, sold: 2, withdrawn: 1 };
  expect(response.json()).toEqual({
    event_id: 42,
    ...figuresJson,
    by_event: [{ event_id: 42, event_name: 'Concert', ...figuresJson }],
    by_day: [{ day: '2026-01-01', ...figuresJson }],
    by_section: [
      { section: 'Balcony', ...figuresJson, total: 0, available: 0, held: 0, sold: 0, withdrawn: 0 },
      { section: 'Pit', ...none, ...counts },
    ],
    ...counts,
  });
});

test('the sales of somebody else’s event are missing', async () => {
  const response = await get('/v1/partners/events/43/sales/summary');
  expect([response.statusCode, response.json().reason]).toEqual([404, 'event_not_found']);
  expect(gateway.forwarded().map(({ method }) => method)).toEqual(['getOwnEvent']);
});

test('sales are listed with their buyers from one call', async () => {
  const response = await get('/v1/partners/sales?event_id=42&from=2026-01-01&to=2026-01-01&status=sold');
  const saleJson = {
    purchase_id: 9,
    ticket_id: 42_000_001,
    event_id: 42,
    seat: 'A1',
    price: 15000,
    currency: 'BRL',
    status: 'sold',
    customer: { id: 7, name: 'Ana', email: 'ana@x.example' },
    sold_at: '2026-01-01T00:00:00.000Z',
    cancelled_at: null,
  };
  expect(response.json()).toEqual({
    data: [
      saleJson,
      {
        ...saleJson,
        status: 'cancelled',
        customer: { id: 8, name: null, email: null },
        cancelled_at: '2026-01-02T00:00:00.000Z',
      },
      saleJson,
    ],
    next_cursor: null,
  });
  expect(gateway.forwarded()).toMatchObject([
    { method: 'listSales', request: { eventId: 42n, status: ItemStatus.SOLD } },
    { method: 'batchGetCustomers', request: { customerIds: [7n, 8n] }, actor: { role: 'service' } },
  ]);
});

test('failed purchases are listed with what they lost', async () => {
  const response = await get('/v1/partners/failures?event_id=42');
  expect(response.json()).toEqual({
    data: [
      {
        purchase_id: 10,
        at: '2026-01-01T00:00:00.000Z',
        reason: 'payment_declined',
        ticket_ids: [42_000_001],
        lost: [{ currency: 'BRL', amount: 15000 }],
      },
    ],
    next_cursor: null,
  });
});
