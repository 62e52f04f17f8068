import { EventStatus } from '@boxoffice/contracts/catalog/v1/catalog_service';
import { eventually } from '@boxoffice/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { inDays, type NewEvent, NOW, type RunningCatalog, reasonOf, startCatalog } from './catalog-harness.ts';

let catalog: RunningCatalog;
beforeAll(async () => {
  catalog = await startCatalog();
});
afterAll(() => catalog.stop());
beforeEach(() => {
  catalog.inventory.mood = 'well';
  catalog.inventory.counts = { total: 0, held: 0, sold: 0 };
  catalog.time.now = NOW;
});

const newEvent = (fields?: NewEvent) => catalog.add(1, fields);

describe('updating an event', () => {
  test('changes what is set, and its version and time', async () => {
    const { id } = await newEvent({ description: 'old', salesStart: inDays(-1), salesEnd: inDays(1) });
    catalog.time.now = new Date(NOW.getTime() + 1000);
    const { event } = await catalog.partner(1).updateEvent({ eventId: id, description: '', clearSalesStart: true });
    expect(event).toMatchObject({ id, name: 'Show', description: '', salesEnd: inDays(1), version: 2n });
    expect(event?.salesStart).toBeUndefined();
    expect(Number(event?.updatedAt?.seconds) * 1000).toBe(catalog.time.now.getTime());
    expect(await catalog.partner(1).getOwnEvent({ eventId: id })).toMatchObject({ event });
  });

  test('that changes nothing is no version and no fact', async () => {
    const before = await newEvent();
    const { event } = await catalog
      .partner(1)
      .updateEvent({ eventId: before.id, name: 'Show', date: inDays(1), location: ' Hall', currency: 'BRL' });
    expect(event).toEqual(before);
    await newEvent();
    await eventually(async () => {
      expect(await catalog.sql('select id from outbox where published_at is null')).toEqual([]);
    });
    expect(catalog.inventory.told.filter(({ id }) => id === before.id)).toHaveLength(1);
    expect(await catalog.sql(`select id from events where id = ${before.id} and version = 1`)).toHaveLength(1);
  });

  test('checks the resulting event as a whole', async () => {
    const { id } = await newEvent({ date: inDays(10), salesEnd: inDays(9) });
    const partner = catalog.partner(1);
    expect(await reasonOf(partner.updateEvent({ eventId: id, date: inDays(8) }))).toBe('validation_failed');
    expect(await reasonOf(partner.updateEvent({ eventId: id, salesStart: inDays(9) }))).toBe('validation_failed');
    expect(await reasonOf(partner.updateEvent({ eventId: id, status: EventStatus.CANCELLED }))).toBe(
      'validation_failed',
    );
    expect(await reasonOf(partner.updateEvent({ eventId: id, name: '' }))).toBe('validation_failed');
    expect(await reasonOf(partner.updateEvent({ eventId: id, date: inDays(8), salesEnd: inDays(8) }))).toBe('none');
  });

  test('of a past event is allowed as long as the date stays', async () => {
    const { id } = await newEvent({ date: inDays(1) });
    catalog.time.now = new Date(NOW.getTime() + 5 * 86_400_000);
    const partner = catalog.partner(1);
    expect(await reasonOf(partner.updateEvent({ eventId: id, name: 'Over', date: inDays(1) }))).toBe('none');
    expect(await reasonOf(partner.updateEvent({ eventId: id, date: inDays(2) }))).toBe('validation_failed');
  });

  test('from one version wins once of ten times at the same time', async () => {
    const { id } = await newEvent();
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        reasonOf(catalog.partner(1).updateEvent({ eventId: id, name: `Name ${i}`, expectedVersion: 1n })),
      ),
    );
    expect(outcomes.filter((outcome) => outcome === 'none')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'event_changed')).toHaveLength(9);
    const { event } = await catalog.partner(1).getOwnEvent({ eventId: id });
    expect(event).toMatchObject({ version: 2n, name: `Name ${outcomes.indexOf('none')}` });
  });

  test('from any version loses nothing at the same time', async () => {
    const { id } = await newEvent();
    const names = Array.from({ length: 10 }, (_, i) => `Name ${i}`);
    await Promise.all(names.map((name) => catalog.partner(1).updateEvent({ eventId: id, name })));
    const { event } = await catalog.partner(1).getOwnEvent({ eventId: id });
    expect(event?.version).toBe(11n);
  });
});

describe('the currency', () => {
  test('changes while there are no tickets', async () => {
    const { id } = await newEvent();
    const { event } = await catalog.partner(1).updateEvent({ eventId: id, currency: 'USD' });
    expect(event).toMatchObject({ currency: 'USD', version: 2n });
  });

  test('is fixed once there are tickets', async () => {
    const { id } = await newEvent();
    catalog.inventory.counts = { total: 1, held: 0, sold: 0 };
    expect(await reasonOf(catalog.partner(1).updateEvent({ eventId: id, currency: 'USD' }))).toBe('currency_fixed');
    expect(await reasonOf(catalog.partner(1).updateEvent({ eventId: id, currency: 'BRL' }))).toBe('none');
    expect((await catalog.partner(1).getOwnEvent({ eventId: id })).event).toMatchObject({
      currency: 'BRL',
      version: 1n,
    });
  });

  test('does not change while inventory can not be asked', async () => {
    const { id } = await newEvent();
    catalog.inventory.mood = 'broken';
    const partner = catalog.partner(1);
    expect(await reasonOf(partner.updateEvent({ eventId: id, currency: 'USD' }))).toBe('service_unavailable');
    expect(await reasonOf(partner.updateEvent({ eventId: id, currency: 'usd' }))).toBe('validation_failed');
    expect(await reasonOf(partner.updateEvent({ eventId: id, currency: 'BRL', name: 'Other' }))).toBe('none');
  });
});

describe('the status', () => {
  test('goes back to draft only without sales', async () => {
    const { id } = await newEvent();
    const toDraft = () => reasonOf(catalog.partner(1).updateEvent({ eventId: id, status: EventStatus.DRAFT }));
    catalog.inventory.counts = { total: 9, held: 1, sold: 0 };
    expect(await toDraft()).toBe('event_has_sales');
    catalog.inventory.counts = { total: 9, held: 0, sold: 1 };
    expect(await toDraft()).toBe('event_has_sales');
    catalog.inventory.counts = { total: 9, held: 0, sold: 0 };
    expect(await toDraft()).toBe('none');
    expect(await reasonOf(catalog.service.getEvent({ eventId: id }))).toBe('event_not_found');
  });

  test('of a draft becomes published without a question to inventory', async () => {
    const { id } = await newEvent({ status: EventStatus.DRAFT });
    expect(await reasonOf(catalog.service.getEvent({ eventId: id }))).toBe('event_not_found');
    const before = catalog.inventory.questions;
    await catalog.partner(1).updateEvent({ eventId: id, status: EventStatus.PUBLISHED });
    expect(catalog.inventory.questions).toBe(before);
    expect((await catalog.service.getEvent({ eventId: id })).event?.id).toBe(id);
  });
});
