import { ItemStatus, type SaleChange, SaleChangeSchema } from '@boxoffice/contracts/order/v1/order_service';
import { create } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { afterEach, expect, test } from '@jest/globals';
import { readSaleCursor } from './sale-cursor.ts';
import { keyOf, momentOf } from './sale-news.ts';
import { createSalesRoom, type SalesRoom } from './sales-room.ts';

const START = Date.UTC(2030, 0, 1);
const LIMIT = 100;

/** A ticket that was sold or cancelled so many milliseconds after the start. */
function change(purchaseId: number, at: number, status = ItemStatus.SOLD): SaleChange {
  const sale = { purchaseId: BigInt(purchaseId), ticketId: 1n, status };
  return create(SaleChangeSchema, { partnerId: 1n, sale, at: timestampFromMs(START + at) });
}

let limit = LIMIT;
afterEach(() => {
  limit = LIMIT;
});

const reading = (at: number, ...changes: SaleChange[]) => ({ changes, limit, readAt: START + at });

/** Reads, tells what is new, and answers whose purchases that was. */
function poll(room: SalesRoom, at: number, ...changes: SaleChange[]): number[] {
  const found = reading(at, ...changes);
  const unseen = room.unseen(found);
  room.tell(
    found,
    unseen.map((one) => ({ key: keyOf(one), event: 'sale', at: momentOf(one), data: '{}' })),
  );
  return unseen.map(({ sale }) => Number(sale?.purchaseId));
}

const idsOf = (frames: { frame: string }[] = []) => frames.map(({ frame }) => /^id: (.*)$/m.exec(frame)?.[1] ?? '');

test('each change is told once, and what happened before the room opened never', () => {
  const room = createSalesRoom(1n, reading(0, change(1, -5)));
  expect(poll(room, 250, change(1, -5), change(2, 100))).toEqual([2]);
  expect(poll(room, 500, change(1, -5), change(2, 100), change(3, 100))).toEqual([3]);
  expect(poll(room, 750, change(2, 100), change(2, 600, ItemStatus.CANCELLED))).toEqual([2]);
  expect(poll(room, 1000, change(2, 100), change(2, 600, ItemStatus.CANCELLED))).toEqual([]);
  expect(room.told()).toBe(3);
});

test('what is committed up to ten seconds after its time is told; it is read for so long', () => {
  const room = createSalesRoom(1n, reading(0));
  poll(room, 20_000, change(1, 19_990));
  expect(room.since()).toBe(START + 10_000);
  expect(poll(room, 20_250, change(2, 10_000), change(1, 19_990))).toEqual([2]);
  expect(poll(room, 20_500, change(3, 10_249), change(4, 10_250))).toEqual([4]);
});

test('a clock that is behind makes nothing come twice', () => {
  const room = createSalesRoom(1n, reading(0));
  poll(room, 30_000, change(1, 20_500));
  expect(poll(room, 25_000, change(1, 20_500))).toEqual([]);
  expect(room.since()).toBe(START + 20_000);
});

test('who comes back gets what came after, as long as it is remembered', () => {
  const room = createSalesRoom(1n, reading(0));
  const start = readSaleCursor(room.position());
  poll(room, 250, change(1, 100), change(2, 200));
  const [first = '', second = ''] = idsOf(room.after(0));
  const after = (position: string) => room.afterCursor(readSaleCursor(position) ?? { room: '', number: 0, at: 0 });
  expect(start && idsOf(room.afterCursor(start))).toEqual([first, second]);
  expect(idsOf(after(first))).toEqual([second]);
  expect(after(second)).toEqual([]);
  expect(readSaleCursor(first)).toMatchObject({ number: 1, at: START + 100 });
  expect(createSalesRoom(1n, reading(0)).afterCursor({ room: 'another', number: 0, at: 0 })).toBeUndefined();
  for (let i = 0; i < 1001; i++) poll(room, 300 + i, change(1000 + i, 300 + i));
  expect([after(first), after(second)?.length]).toEqual([undefined, undefined]);
  expect(room.after(3)).toHaveLength(1000);
});

test('when more happened than is read, everyone is told to begin anew', () => {
  const room = createSalesRoom(1n, reading(0));
  poll(room, 250, change(1, 100));
  limit = 3;
  poll(room, 5000, change(2, 4100), change(3, 4200), change(4, 4300));
  const [{ frame = '' } = {}] = room.after(1) ?? [];
  expect(frame).toContain('event: reset\n');
  expect(frame).toContain('data: {"reason":"too_many"}\n');
  expect(room.after(0)).toBeUndefined();
  // What the reset stands for does not come afterwards, and is no reason for another one.
  expect(poll(room, 5250, change(3, 4200), change(4, 4300), change(5, 4000), change(6, 5100))).toEqual([6]);
});

test('as many as are read, but back to the reading before, are not too many', () => {
  const room = createSalesRoom(1n, reading(0));
  poll(room, 5000, change(1, 4000));
  limit = 3;
  expect(poll(room, 5250, change(1, 4000), change(2, 5100), change(3, 5200))).toEqual([2, 3]);
  expect(room.after(1)?.every(({ frame }) => frame.startsWith('event: sale'))).toBe(true);
});

test('a position that is none is told from one', () => {
  for (const text of ['', 'abc', '7', Buffer.from('["a",1]').toString('base64url')]) {
    expect(readSaleCursor(text)).toBeUndefined();
  }
});
