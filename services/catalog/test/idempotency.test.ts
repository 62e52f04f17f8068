import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { eventOf, inDays, NOW, type RunningCatalog, reasonOf, someEvent, startCatalog } from './catalog-harness.ts';

let catalog: RunningCatalog;
beforeAll(async () => {
  catalog = await startCatalog();
});
afterAll(() => catalog.stop());
beforeEach(() => {
  catalog.time.now = NOW;
});

const once = (key: string, content: string) => ({
  key,
  requestHash: createHash('sha256').update(content).digest(),
});

const eventsOf = async (partnerId: number) => (await catalog.partner(partnerId).listOwnEvents({})).events;

test('the same key and content create one event and get the same answer', async () => {
  const request = someEvent({ date: inDays(1), idempotency: once('a', 'one') });
  const first = await catalog.partner(1).createEvent(request);
  await catalog.partner(1).updateEvent({ eventId: eventOf(first).id, name: 'Renamed' });
  // The date has passed when the answer is asked for again.
  catalog.time.now = new Date(NOW.getTime() + 2 * 86_400_000);
  const second = await catalog.partner(1).createEvent(request);
  expect(first.replayed).toBe(false);
  expect(second).toMatchObject({ replayed: true, event: first.event });
  expect(await eventsOf(1)).toHaveLength(1);
});

test('many at the same time create one event', async () => {
  const request = someEvent({ idempotency: once('storm', 'one') });
  const outcomes = await Promise.all(
    Array.from({ length: 10 }, () => reasonOf(catalog.partner(2).createEvent(request))),
  );
  expect(outcomes.filter((outcome) => outcome !== 'none' && outcome !== 'idempotency_in_progress')).toEqual([]);
  expect(outcomes).toContain('none');
  expect(await eventsOf(2)).toHaveLength(1);
});

test('the same key with other content is refused', async () => {
  await catalog.partner(3).createEvent(someEvent({ idempotency: once('b', 'one') }));
  const other = someEvent({ name: 'Other', idempotency: once('b', 'other') });
  expect(await reasonOf(catalog.partner(3).createEvent(other))).toBe('idempotency_key_reused');
  expect(await eventsOf(3)).toHaveLength(1);
});

test('keys of partners and operations do not meet', async () => {
  const idempotency = once('c', 'one');
  const event = await catalog.add(4, { idempotency });
  const other = await catalog.partner(5).createEvent(someEvent({ idempotency }));
  expect(other.replayed).toBe(false);
  const cancelled = await catalog.partner(4).cancelEvent({ eventId: event.id, reason: 'rain', idempotency });
  expect(cancelled).toMatchObject({ replayed: false, event: { id: event.id, version: 2n } });
  const again = await catalog.partner(4).cancelEvent({ eventId: event.id, reason: 'rain', idempotency });
  expect(again).toMatchObject({ replayed: true, event: cancelled.event });
});

test('a command that fails leaves its key unused', async () => {
  const idempotency = once('d', 'one');
  expect(await reasonOf(catalog.partner(6).createEvent(someEvent({ name: '', idempotency })))).toBe(
    'validation_failed',
  );
  const { replayed } = await catalog.partner(6).createEvent(someEvent({ idempotency }));
  expect(replayed).toBe(false);
});
