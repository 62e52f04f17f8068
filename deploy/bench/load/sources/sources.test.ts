import { expect, test } from '@jest/globals';
import { createSource } from './index.ts';

const paid = (id: number) => Buffer.from(`{"id":${id},"status":"paid","reason":null}`);
const ticketsOf = (body: string | null | undefined) => JSON.parse(body ?? '').ticket_ids;

test('the wide sale takes four seats in a row of one event after the other, until it has none', () => {
  const seats = { eventIds: [7, 8], firstSeat: 1, from: 1, to: 4 };
  const source = createSource({ kind: 'purchases', tokens: ['one'], seats, key: 'k' });
  expect(ticketsOf(source.next(0)?.body)).toEqual([8_000_001, 8_000_002, 8_000_003, 8_000_004]);
  expect(ticketsOf(source.next(1)?.body)).toEqual([7_000_005, 7_000_006, 7_000_007, 7_000_008]);
  expect(ticketsOf(source.next(2)?.body)).toEqual([8_000_005, 8_000_006, 8_000_007, 8_000_008]);
  expect(source.next(0)).toBeUndefined();
});

test('only a purchase that is paid is good', () => {
  const seats = { eventIds: [7], firstSeat: 1, from: 0, to: 9 };
  const source = createSource({ kind: 'purchases', tokens: ['one'], seats, key: 'k' });
  expect(source.judge(0, 201, paid(1))).toBe(true);
  expect(source.judge(0, 201, Buffer.from('{"id":1,"status":"reserved"}'))).toBe(false);
  expect(source.judge(0, 409, Buffer.from('{"status":409}'))).toBe(false);
});

test('who churns buys, cancels and puts the seats back at the end; what was bought last is given back too', () => {
  const source = createSource({ kind: 'churn', tokens: ['one'], blocks: [7_000_001, 7_000_005], key: 'k' });
  expect(ticketsOf(source.next(0)?.body)[0]).toBe(7_000_001);
  expect(source.judge(0, 201, paid(33))).toBe(true);
  expect(source.next(0)?.path).toBe('/v1/purchases/33/cancel');
  expect(source.judge(0, 200, Buffer.from('{"id":33,"status":"cancelled"}'))).toBe(false);
  expect(ticketsOf(source.next(0)?.body)[0]).toBe(7_000_005);
  expect(source.judge(0, 201, paid(34))).toBe(true);
  expect(source.last?.(0)?.path).toBe('/v1/purchases/34/cancel');
  expect(source.judge(0, 200, Buffer.from('{"id":34}'))).toBe(false);
  expect(source.last?.(0)).toBeUndefined();
});

test('paths are read as often as their weights say', () => {
  const paths = [
    { path: '/list', weight: 9 },
    { path: '/detail', weight: 1 },
  ];
  const source = createSource({ kind: 'reads', paths, encoding: 'gzip', seed: 3 });
  const drawn = Array.from({ length: 2000 }, () => source.next(0)?.path);
  const lists = drawn.filter((path) => path === '/list').length;
  expect(lists).toBeGreaterThan(1700);
  expect(lists).toBeLessThan(1900);
  expect(source.next(0)?.headers).toEqual(['accept-encoding', 'gzip']);
});
