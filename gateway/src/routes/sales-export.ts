import type { Readable } from 'node:stream';
import { Type } from '@fastify/type-provider-typebox';
import { salesCsv, salesRows } from '../sales-csv.ts';
import type { App } from '../server.ts';
import { onBehalfOf, type Services } from '../services.ts';
import { salesFilters, salesQuery } from './sales.ts';

// The most that the order service takes: each page costs a call of it and one of identity.
const PAGE = 1000;

const Csv = Type.Unsafe<Readable>({ content: { 'text/csv': { schema: { type: 'string' } } } });

function fileName(eventId: number | undefined): string {
  const event = eventId === undefined ? '' : `event-${eventId}-`;
  return `sales-${event}${new Date().toISOString().slice(0, 10)}.csv`;
}

/** The route that hands a partner's sales to spreadsheets. */
export function salesExportRoutes(app: App, services: Services): void {
  const schema = {
    tags: ['Sales'],
    summary: 'Download sold tickets of the own events as CSV, newest first',
    description:
      'All of them, in UTF-8 with a byte order mark. `price` is in minor units, `amount` the same as decimal text. A text ' +
      'that a spreadsheet would take for a formula begins with an apostrophe. The connection breaks when something fails: a ' +
      'download that ends as it should is complete.',
    querystring: Type.Object(salesFilters),
    response: { 200: Csv },
  };
  // A HEAD request would read it all.
  const options = { config: { role: 'partner' }, schema, exposeHeadRoute: false } as const;
  app.get('/v1/partners/sales.csv', options, async (request, reply) => {
    const filters = salesQuery(request.query);
    const caller = onBehalfOf(request);
    async function read(cursor: string) {
      const query = { ...filters, page: { limit: PAGE, cursor } };
      const { sales, nextCursor } = await services.order.listSales(query, caller);
      return { rows: await salesRows(services, sales), nextCursor };
    }
    // Before the answer begins, so that what is refused is answered as a problem.
    const first = await read('');
    const disposition = `attachment; filename="${fileName(request.query.event_id)}"`;
    reply.header('content-disposition', disposition).type('text/csv; charset=utf-8; header=present');
    const csv = salesCsv(first, read);
    // A file that is cut off must neither look whole nor become a problem under the headers of a file.
    csv.once('error', () => reply.raw.destroy());
    return csv;
  });
}
