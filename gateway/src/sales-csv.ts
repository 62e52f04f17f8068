import { pipeline, type Readable } from 'node:stream';
import type { Sale } from '@boxoffice/contracts/order/v1/order_service';
import { type Options, stringify } from 'csv-stringify';
import { withBuyers } from './sales-with-buyers.ts';
import type { Services } from './services.ts';

/** One line of the table. */
export type SalesRow = Record<(typeof COLUMNS)[number], string | number | null>;

/** Some lines, and where the next ones begin; empty after the last. */
export type SalesRows = { rows: SalesRow[]; nextCursor: string };

const COLUMNS = [
  'purchase_id',
  'ticket_id',
  'event_id',
  'event_name',
  'seat',
  'price',
  'amount',
  'currency',
  'status',
  'customer_id',
  'customer_name',
  'customer_email',
  'sold_at',
  'cancelled_at',
] as const;

// Where lists are separated by semicolons, as in Brazil, a spreadsheet may begin a cell in the middle of a text: what it
// would take for a formula there is disarmed too (OWASP, CSV Injection).
const FORMULA_WITHIN = /([;\t\r\n]["\s]*)(?=[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/g;

const FORMAT: Options = {
  columns: COLUMNS,
  header: true,
  // Excel takes a file without one for text in the code page of its country, and breaks every accent.
  bom: true,
  record_delimiter: 'windows',
  quote_record_delimiter: true,
  escape_formulas: true,
  cast: { string: (text) => text.replaceAll(FORMULA_WITHIN, "$1'") },
};

const digits = new Map<string, number>();

function digitsOf(currency: string): number {
  const known = digits.get(currency);
  if (known !== undefined) return known;
  const options = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions();
  const count = options.maximumFractionDigits ?? 0;
  digits.set(currency, count);
  return count;
}

/** An amount in minor units as decimal text, with as many decimals as its currency has: `15000` BRL is `150.00`. */
export function decimalText(amount: number, currency: string): string {
  const count = digitsOf(currency);
  if (count === 0) return String(amount);
  const text = String(amount).padStart(count + 1, '0');
  return `${text.slice(0, -count)}.${text.slice(-count)}`;
}

/** Sales with their buyers as lines of the table. */
export async function salesRows(services: Pick<Services, 'identity'>, sales: readonly Sale[]): Promise<SalesRow[]> {
  const told = await withBuyers(services, sales);
  return told.map(({ customer, ...sale }, i) => ({
    ...sale,
    event_name: sales[i]?.eventName ?? '',
    amount: decimalText(sale.price, sale.currency),
    customer_id: customer.id,
    customer_name: customer.name,
    customer_email: customer.email,
  }));
}

async function* allRows(first: SalesRows, read: (cursor: string) => Promise<SalesRows>): AsyncGenerator<SalesRow> {
  for (let page = first; ; page = await read(page.nextCursor)) {
    yield* page.rows;
    if (page.nextCursor === '') return;
  }
}

/**
 * Lines as CSV (RFC 4180) for spreadsheets. A page is read when the one before has been taken, and none any more once the
 * stream is destroyed; it is destroyed when a page can't be read.
 */
export function salesCsv(first: SalesRows, read: (cursor: string) => Promise<SalesRows>): Readable {
  // The error is the stream's own: whoever reads it hears of it.
  return pipeline(allRows(first, read), stringify(FORMAT), () => undefined);
}
