import { text } from 'node:stream/consumers';
import { expect, test } from '@jest/globals';
import { decimalText, type SalesRow, salesCsv } from './sales-csv.ts';

const ROW: SalesRow = {
  purchase_id: 9,
  ticket_id: 42_000_001,
  event_id: 42,
  event_name: 'Concert',
  seat: 'A1',
  price: 15000,
  amount: '150.00',
  currency: 'BRL',
  status: 'sold',
  customer_id: 7,
  customer_name: 'Ana',
  customer_email: 'ana@x.example',
  sold_at: '2026-01-01T00:00:00.000Z',
  cancelled_at: null,
};
const HEADER =
  'purchase_id,ticket_id,event_id,event_name,seat,price,amount,currency,status,customer_id,customer_name,customer_email,' +
  'sold_at,cancelled_at';

const never = () => Promise.reject(new Error('there is no further page'));

/** The lines of a table of one row, of which some columns are changed. */
async function lineOf(changes: Partial<SalesRow>): Promise<string> {
  const csv = await text(salesCsv({ rows: [{ ...ROW, ...changes }], nextCursor: '' }, never));
  const [, line = ''] = csv.split(/\r\n(?=9,)/);
  return line.trimEnd();
}

test.each([
  [15000, 'BRL', '150.00'],
  [5, 'BRL', '0.05'],
  [0, 'BRL', '0.00'],
  [1500, 'JPY', '1500'],
  [1234, 'KWD', '1.234'],
  [99_999_999_999, 'USD', '999999999.99'],
])('%i minor units of %s are %s', (amount, currency, decimal) => {
  expect(decimalText(amount, currency)).toBe(decimal);
});

test('a table begins with a byte order mark and its columns, and has a line a sale', async () => {
  const csv = await salesCsv({ rows: [ROW, { ...ROW, customer_name: null }], nextCursor: '' }, never).toArray();
  const bytes = Buffer.concat(csv.map((part) => Buffer.from(part)));
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(bytes.subarray(3).toString().split('\r\n')).toEqual([
    HEADER,
    '9,42000001,42,Concert,A1,15000,150.00,BRL,sold,7,Ana,ana@x.example,2026-01-01T00:00:00.000Z,',
    '9,42000001,42,Concert,A1,15000,150.00,BRL,sold,7,,ana@x.example,2026-01-01T00:00:00.000Z,',
    '',
  ]);
});

test('without sales it has its columns all the same', async () => {
  const csv = await text(salesCsv({ rows: [], nextCursor: '' }, never));
  expect(csv.replace('\uFEFF', '')).toBe(`${HEADER}\r\n`);
});

test.each([
  ['=1+1', "'=1+1"],
  ['+55', "'+55"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t'=1"],
  ['\r=1', `"'\r'=1"`],
  ['＝1', "'＝1"],
  ['=HYPERLINK("http://evil.example","x")', `"'=HYPERLINK(""http://evil.example"",""x"")"`],
  ['Ana;=1+1', "Ana;'=1+1"],
  ['Ana; "@SUM(A1)', `"Ana; ""'@SUM(A1)"`],
  ['Ana\n+1', `"Ana\n'+1"`],
  ['a, b', '"a, b"'],
  ['say "hi"', '"say ""hi"""'],
  ['João-Pedro = Zé', 'João-Pedro = Zé'],
])('a name of %j is written as %j', async (name, written) => {
  expect(await lineOf({ customer_name: name })).toContain(`,7,${written},ana@x.example,`);
});

test.each(['seat', 'event_name', 'customer_email'] as const)('no formula comes through %s', async (column) => {
  expect(await lineOf({ [column]: '=1+1' })).toContain(",'=1+1,");
});

test('a page is read once the one before has been taken, and none after the stream is destroyed', async () => {
  let reads = 0;
  const page = () => ({ rows: Array.from({ length: 1000 }, () => ROW), nextCursor: 'next' });
  const csv = salesCsv(page(), async () => {
    reads++;
    return page();
  });
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(reads).toBe(0);
  for (let bytes = 0; bytes < 1_000_000; ) bytes += (csv.read() as Buffer | null)?.length ?? (await readable(csv));
  expect(reads).toBeGreaterThan(5);
  expect(reads).toBeLessThan(15);
  csv.destroy();
  const before = reads;
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(reads).toBe(before);
});

const readable = (stream: NodeJS.ReadableStream) =>
  new Promise<0>((resolve) => stream.once('readable', () => resolve(0)));

test('a page that can not be read ends the table with its error', async () => {
  const csv = salesCsv({ rows: [ROW], nextCursor: 'next' }, () => Promise.reject(new Error('order is away')));
  await expect(text(csv)).rejects.toThrow('order is away');
});
