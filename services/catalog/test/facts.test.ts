import {
  EventCancelledSchema,
  EventCreatedSchema,
  EventUpdatedSchema,
} from '@boxoffice/contracts/catalog/v1/catalog_events';
import type { Event } from '@boxoffice/contracts/catalog/v1/catalog_service';
import type { EventMessage } from '@boxoffice/platform';
import { eventually } from '@boxoffice/testing';
import { fromBinary } from '@bufbuild/protobuf';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { SUBJECTS } from '../src/events.ts';
import { eventOf, type RunningCatalog, reasonOf, someEvent, startCatalog } from './catalog-harness.ts';

let catalog: RunningCatalog;
beforeAll(async () => {
  catalog = await startCatalog();
});
afterAll(() => catalog.stop());
beforeEach(() => {
  catalog.inventory.mood = 'well';
});

function eventIn({ subject, payload }: Pick<EventMessage, 'subject' | 'payload'>): Event {
  if (subject === SUBJECTS.created) return eventOf(fromBinary(EventCreatedSchema, payload));
  if (subject === SUBJECTS.updated) return eventOf(fromBinary(EventUpdatedSchema, payload));
  return eventOf(fromBinary(EventCancelledSchema, payload));
}

const factsOf = (id: bigint) => catalog.facts.filter((told) => eventIn(told).id === id);

describe('facts', () => {
  test('tell each change with the event as it was after it', async () => {
    const partner = catalog.partner(1);
    const created = await catalog.add(1);
    const eventId = created.id;
    const { event: updated } = await partner.updateEvent({ eventId, name: 'Other' });
    await partner.updateEvent({ eventId, name: 'Other' });
    const { event: cancelled } = await partner.cancelEvent({ eventId, reason: ' rain ' });
    await partner.cancelEvent({ eventId, reason: 'snow' });
    await eventually(async () => {
      expect(await catalog.sql('select id from outbox where published_at is null')).toEqual([]);
    });
    const told = factsOf(eventId).map((message) => [message.subject, eventIn(message)]);
    expect(told).toHaveLength(3);
    expect(told).toContainEqual(['boxoffice.catalog.v1.event_created', created]);
    expect(told).toContainEqual(['boxoffice.catalog.v1.event_updated', updated]);
    expect(told).toContainEqual(['boxoffice.catalog.v1.event_cancelled', cancelled]);
    const end = factsOf(eventId).find(({ subject }) => subject === SUBJECTS.cancelled);
    expect(end && fromBinary(EventCancelledSchema, end.payload).reason).toBe('rain');
  });

  test('are complete and in order for changes at the same time', async () => {
    const partner = catalog.partner(2);
    const events = await Promise.all(Array.from({ length: 4 }, () => catalog.add(2)));
    const ids = events.map(({ id }) => id);
    const changes = ids.flatMap((eventId) =>
      Array.from({ length: 8 }, (_, i) => partner.updateEvent({ eventId, name: `Name ${i}` })),
    );
    await Promise.all(changes);
    await Promise.all(ids.map((eventId) => partner.cancelEvent({ eventId, reason: 'rain' })));
    for (const id of ids) {
      const { version } = eventOf(await partner.getOwnEvent({ eventId: id }));
      const expected = Array.from({ length: Number(version) }, (_, i) => BigInt(i + 1));
      expect(expected).toHaveLength(10);
      await eventually(() => {
        const versions = factsOf(id).map((told) => eventIn(told).version);
        expect(versions.sort((a, b) => Number(a - b))).toEqual(expected);
      });
    }
    const recorded = await catalog.sql<{ payload: Buffer; subject: string }>(
      'select subject, payload from outbox order by id',
    );
    for (const id of ids) {
      const inOrder = recorded
        .map((row) => eventIn(row))
        .filter((event) => event.id === id)
        .map(({ version }) => Number(version));
      expect(inOrder).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    }
  });

  test('that can not be recorded leave nothing changed', async () => {
    const partner = catalog.partner(3);
    const event = await catalog.add(3);
    await catalog.sql('alter table outbox add constraint nothing_new check (false) not valid');
    try {
      expect(await reasonOf(partner.createEvent(someEvent()))).toBe('internal');
      expect(await reasonOf(partner.updateEvent({ eventId: event.id, name: 'Other' }))).toBe('internal');
      expect(await reasonOf(partner.cancelEvent({ eventId: event.id, reason: 'rain' }))).toBe('internal');
    } finally {
      await catalog.sql('alter table outbox drop constraint nothing_new');
    }
    expect((await partner.listOwnEvents({})).events).toEqual([event]);
  });
});

describe('inventory', () => {
  test('has been told of a change when the call returns', async () => {
    catalog.inventory.mood = 'slow';
    const partner = catalog.partner(4);
    const created = await catalog.add(4);
    expect(catalog.inventory.told.at(-1)).toEqual(created);
    const { event: updated } = await partner.updateEvent({ eventId: created.id, name: 'Other' });
    expect(catalog.inventory.told.at(-1)).toEqual(updated);
    const { event: cancelled } = await partner.cancelEvent({ eventId: created.id, reason: 'rain' });
    expect(catalog.inventory.told.at(-1)).toEqual(cancelled);
  });

  test('that dies with the call is told once more: another process of it may be there', async () => {
    catalog.inventory.mood = 'dying';
    const created = await catalog.add(4);
    expect(catalog.inventory.told.at(-1)).toEqual(created);
  });

  test.each(['broken', 'silent'] as const)('that is %s does not fail a change', async (mood) => {
    catalog.inventory.mood = mood;
    const began = performance.now();
    const { id } = await catalog.add(5);
    expect(performance.now() - began).toBeLessThan(3000);
    await eventually(() => expect(factsOf(id)).toHaveLength(1));
  });
});
