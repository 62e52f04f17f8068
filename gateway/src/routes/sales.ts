import { ItemStatus } from '@boxoffice/contracts/order/v1/order_service';
import { Type } from '@fastify/type-provider-typebox';
import { countTickets } from '../availability.ts';
import { Id, pageOf, presentPage } from '../presenters/common.ts';
import { FailureBody, presentFailure, SaleBody, saleStatus } from '../presenters/sale.ts';
import { EventSalesSummary, presentEventSummary, presentSummary, SalesSummary } from '../presenters/sales-summary.ts';
import { withBuyers } from '../sales-with-buyers.ts';
import type { App } from '../server.ts';
import { onBehalfOf, type Services } from '../services.ts';
import { periodLimit, periodStart } from '../time.ts';
import { EventPath, PeriodEnd, page, pageFields } from './fields.ts';

const config = { role: 'partner' } as const;
const tags = ['Sales'];
const period = { from: Type.Optional(PeriodEnd), to: Type.Optional(PeriodEnd) };

function periodOf({ from, to }: { from?: string; to?: string }) {
  return {
    ...(from === undefined ? {} : { from: periodStart(from) }),
    ...(to === undefined ? {} : { to: periodLimit(to) }),
  };
}

function summarize(app: App, { catalog, inventory, order }: Services): void {
  const all = {
    tags,
    summary: 'Sum up the own sales',
    querystring: Type.Object(period),
    response: { 200: SalesSummary.ref },
  };
  app.get('/v1/partners/sales/summary', { config, schema: all }, async (request) =>
    presentSummary(await order.getSalesSummary(periodOf(request.query), onBehalfOf(request))),
  );

  const one = {
    tags,
    summary: 'Sum up the sales of one of the own events',
    params: EventPath,
    querystring: Type.Object(period),
    response: { 200: EventSalesSummary.ref },
  };
  app.get('/v1/partners/events/:event_id/sales/summary', { config, schema: one }, async (request) => {
    const eventId = BigInt(request.params.event_id);
    // Refuses somebody else's event, of which the others would tell nothing or too much.
    await catalog.getOwnEvent({ eventId }, onBehalfOf(request));
    const [summary, counts] = await Promise.all([
      order.getSalesSummary({ eventId, ...periodOf(request.query) }, onBehalfOf(request)),
      countTickets(inventory, [eventId], true),
    ]);
    return presentEventSummary(request.params.event_id, summary, counts.get(eventId));
  });
}

/** Which of the own sales a client asks for. */
export const salesFilters = {
  event_id: Type.Optional(Id),
  ...period,
  status: Type.Optional(saleStatus.schema),
};

type SalesFilters = { event_id?: number; from?: string; to?: string; status?: keyof typeof saleStatus.values };

/** The same as the order service takes them. */
export function salesQuery({ event_id: eventId = 0, status, ...ends }: SalesFilters) {
  const wanted = status === undefined ? ItemStatus.UNSPECIFIED : saleStatus.values[status];
  return { eventId: BigInt(eventId), status: wanted, ...periodOf(ends) };
}

function listSales(app: App, services: Services): void {
  const schema = {
    tags,
    summary: 'List sold tickets of the own events, newest first',
    querystring: Type.Object({ ...salesFilters, ...pageFields() }),
    response: { 200: pageOf(SaleBody.ref) },
  };
  app.get('/v1/partners/sales', { config, schema }, async (request) => {
    const query = { ...salesQuery(request.query), ...page(request.query) };
    const { sales, nextCursor } = await services.order.listSales(query, onBehalfOf(request));
    return presentPage(await withBuyers(services, sales), nextCursor, (sale) => sale);
  });
}

function listFailures(app: App, { order }: Services): void {
  const schema = {
    tags,
    summary: 'List failed purchases that touched the own events, newest first',
    querystring: Type.Object({ event_id: Type.Optional(Id), ...pageFields() }),
    response: { 200: pageOf(FailureBody.ref) },
  };
  app.get('/v1/partners/failures', { config, schema }, async (request) => {
    const query = { eventId: BigInt(request.query.event_id ?? 0), ...page(request.query) };
    const { failures, nextCursor } = await order.listFailures(query, onBehalfOf(request));
    return presentPage(failures, nextCursor, presentFailure);
  });
}

/** Routes of a partner's control panel. */
export function salesRoutes(app: App, services: Services): void {
  summarize(app, services);
  listSales(app, services);
  listFailures(app, services);
}
