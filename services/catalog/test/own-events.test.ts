import { EventStatus } from '@boxoffice/contracts/catalog/v1/catalog_service';
import { fromConnectError } from '@boxoffice/platform';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventOf, inDays, NOW, type RunningCatalog, reasonOf, someEvent, startCatalog } from './catalog-harness.ts';

let catalog: RunningCatalog;
beforeAll(async () => {
  catalog = await startCatalog();
});
afterAll(() => catalog.stop());

describe('creating an event', () => {
  test('answers what was stored, with defaults filled in', async () => {
    const answer = await catalog.partner(7).createEvent({
      name: '  Noite de São João  ',
      description: ' as sent ',
      date: inDays(3),
      location: ' Recife ',
      salesEnd: inDays(2),
    });
    const event = eventOf(answer);
    expect(answer.replayed).toBe(false);
    expect(event).toMatchObject({
      partnerId: 7n,
      name: 'Noite de São João',
      description: ' as sent ',
      date: inDays(3),
      location: 'Recife',
      status: EventStatus.PUBLISHED,
      currency: 'BRL',
      salesEnd: inDays(2),
      createdAt: timestampFromDate(NOW),
      updatedAt: timestampFromDate(NOW),
      version: 1n,
    });
    expect(event.salesStart).toBeUndefined();
    expect(await catalog.partner(7).getOwnEvent({ eventId: event.id })).toMatchObject({ event });
    expect(await catalog.service.getEvent({ eventId: event.id })).toMatchObject({ event });
  });

  test('names every bad field at once and stores nothing', async () => {
    const before = await catalog.sql('select id from events');
    const bad = { name: ' ', date: inDays(-1), location: 'x'.repeat(301), currency: 'XX', salesEnd: inDays(5) };
    const error = fromConnectError(
      await catalog
        .partner(7)
        .createEvent(bad)
        .catch((thrown: unknown) => thrown),
    );
    expect(error).toMatchObject({ kind: 'invalid', reason: 'validation_failed' });
    const errors = error.metadata.errors as { field: string }[];
    expect(errors.map(({ field }) => field)).toEqual(['name', 'date', 'location', 'currency', 'sales_end']);
    expect(await catalog.sql('select id from events')).toEqual(before);
  });

  test('is refused without a date, with the status cancelled and with a text that can not be stored', async () => {
    const partner = catalog.partner(7);
    expect(await reasonOf(partner.createEvent({ name: 'Show', location: 'Hall' }))).toBe('validation_failed');
    const far = { seconds: 10n ** 17n, nanos: 0 };
    expect(await reasonOf(partner.createEvent(someEvent({ date: far as never })))).toBe('validation_failed');
    const cancelled = someEvent({ status: EventStatus.CANCELLED });
    expect(await reasonOf(partner.createEvent(cancelled))).toBe('validation_failed');
    expect(await reasonOf(partner.createEvent(someEvent({ name: 'a\0b' })))).toBe('validation_failed');
  });
});

describe('an event belongs to its partner', () => {
  test('somebody else meets the same answer as for a missing one', async () => {
    const event = await catalog.add(1, { status: EventStatus.DRAFT });
    const stranger = catalog.partner(2);
    const missing = 9_000_000_000n;
    for (const eventId of [event.id, missing, 0n, -1n, 2n ** 62n]) {
      expect(await reasonOf(stranger.getOwnEvent({ eventId }))).toBe('event_not_found');
      expect(await reasonOf(stranger.updateEvent({ eventId, name: 'Mine' }))).toBe('event_not_found');
      expect(await reasonOf(stranger.updateEvent({ eventId, currency: 'USD' }))).toBe('event_not_found');
      expect(await reasonOf(stranger.cancelEvent({ eventId, reason: 'mine' }))).toBe('event_not_found');
    }
    expect(await catalog.partner(1).getOwnEvent({ eventId: event.id })).toMatchObject({ event });
  });

  test('customers and services have no own events', async () => {
    for (const other of [catalog.customer, catalog.service]) {
      expect(await reasonOf(other.createEvent(someEvent()))).toBe('forbidden');
      expect(await reasonOf(other.updateEvent({ eventId: 1n, name: 'x' }))).toBe('forbidden');
      expect(await reasonOf(other.cancelEvent({ eventId: 1n, reason: 'x' }))).toBe('forbidden');
      expect(await reasonOf(other.getOwnEvent({ eventId: 1n }))).toBe('forbidden');
      expect(await reasonOf(other.listOwnEvents({}))).toBe('forbidden');
    }
  });
});

describe('the list of own events', () => {
  test('has drafts and cancelled ones, newest first, and nobody else’s', async () => {
    const partner = catalog.partner(30);
    const first = await catalog.add(30, { status: EventStatus.DRAFT });
    const second = await catalog.add(30);
    await catalog.add(31);
    await partner.cancelEvent({ eventId: second.id, reason: 'rain' });
    const { events, nextCursor } = await partner.listOwnEvents({});
    expect(events.map(({ id, status }) => [id, status])).toEqual([
      [second.id, EventStatus.CANCELLED],
      [first.id, EventStatus.DRAFT],
    ]);
    expect(nextCursor).toBe('');
  });

  test('has each event once on its pages while others are created', async () => {
    const partner = catalog.partner(32);
    const ids: bigint[] = [];
    for (let i = 0; i < 7; i++) ids.unshift((await catalog.add(32)).id);
    const seen: bigint[] = [];
    let cursor = '';
    do {
      const page = await partner.listOwnEvents({ page: { limit: 3, cursor } });
      seen.push(...page.events.map(({ id }) => id));
      cursor = page.nextCursor;
      await catalog.add(32);
    } while (cursor);
    expect(seen).toEqual(ids);
  });
});

describe('reading events for other services', () => {
  test('gives those that exist whatever their status', async () => {
    const draft = await catalog.add(40, { status: EventStatus.DRAFT });
    const cancelled = await catalog.add(41);
    await catalog.partner(41).cancelEvent({ eventId: cancelled.id, reason: 'rain' });
    const eventIds = [draft.id, cancelled.id, draft.id, 0n, -5n, 8_999_999_999n, 2n ** 62n];
    const { events } = await catalog.service.batchGetEvents({ eventIds });
    expect(events.map(({ id }) => id).sort()).toEqual([draft.id, cancelled.id].sort());
    expect((await catalog.service.batchGetEvents({})).events).toEqual([]);
  });

  test('tells of those that the caller has already only that they are the same', async () => {
    const [same, changed, unknown] = [await catalog.add(42), await catalog.add(42), await catalog.add(42)];
    await catalog.partner(42).updateEvent({ eventId: changed.id, name: 'Moved' });
    const eventIds = [same.id, changed.id, unknown.id, 8_999_999_999n];
    const knownVersions = [same.version, changed.version, 0n, 1n];
    const { events, unchangedIds } = await catalog.service.batchGetEvents({ eventIds, knownVersions });
    expect(unchangedIds).toEqual([same.id]);
    expect(new Map(events.map(({ id, name }) => [id, name]))).toEqual(
      new Map([
        [changed.id, 'Moved'],
        [unknown.id, unknown.name],
      ]),
    );
    expect(await reasonOf(catalog.service.batchGetEvents({ eventIds, knownVersions: [1n] }))).toBe('validation_failed');
  });

  test('is for services only, and for at most 1,000', async () => {
    expect(await reasonOf(catalog.partner(1).batchGetEvents({ eventIds: [1n] }))).toBe('forbidden');
    expect(await reasonOf(catalog.customer.batchGetEvents({ eventIds: [1n] }))).toBe('forbidden');
    const eventIds = Array.from({ length: 1001 }, (_, i) => BigInt(i + 1));
    expect(await reasonOf(catalog.service.batchGetEvents({ eventIds }))).toBe('validation_failed');
  });
});
