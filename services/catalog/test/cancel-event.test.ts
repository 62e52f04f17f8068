import { EventStatus } from '@boxoffice/contracts/catalog/v1/catalog_service';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type NewEvent, type RunningCatalog, reasonOf, startCatalog } from './catalog-harness.ts';

let catalog: RunningCatalog;
beforeAll(async () => {
  catalog = await startCatalog();
});
afterAll(() => catalog.stop());

const newEvent = (fields?: NewEvent) => catalog.add(1, fields);

test('a cancelled event is seen by its partner only and stays as it is', async () => {
  const { id } = await newEvent();
  const partner = catalog.partner(1);
  const { event } = await partner.cancelEvent({ eventId: id, reason: ' The band is ill. ' });
  expect(event).toMatchObject({ id, status: EventStatus.CANCELLED, version: 2n });
  expect(await partner.getOwnEvent({ eventId: id })).toMatchObject({ event });
  expect(await reasonOf(catalog.service.getEvent({ eventId: id }))).toBe('event_not_found');
  const changes = [{ name: 'Other' }, { status: EventStatus.PUBLISHED }, { status: EventStatus.DRAFT }, {}];
  for (const change of changes) {
    expect(await reasonOf(partner.updateEvent({ eventId: id, ...change }))).toBe('event_cancelled');
  }
  expect((await partner.getOwnEvent({ eventId: id })).event).toEqual(event);
});

test('twice is the same as once, also at the same time', async () => {
  const { id } = await newEvent();
  const reasons = ['rain', 'snow', 'hail', 'wind'];
  const answers = await Promise.all(reasons.map((reason) => catalog.partner(1).cancelEvent({ eventId: id, reason })));
  for (const { event } of answers) expect(event).toEqual(answers[0]?.event);
  const stored = await catalog.sql<{ cancel_reason: string; version: number }>(
    `select cancel_reason, version from events where id = ${id}`,
  );
  expect(stored).toEqual([{ cancel_reason: expect.anything(), version: 2 }]);
  const told = await catalog.sql(`select id from outbox where subject = 'boxoffice.catalog.v1.event_cancelled'
    and position(convert_to('${stored[0]?.cancel_reason}', 'utf8') in payload) > 0`);
  expect(told).toHaveLength(1);
});

test('a draft can be cancelled too', async () => {
  const { id } = await newEvent({ status: EventStatus.DRAFT });
  const { event } = await catalog.partner(1).cancelEvent({ eventId: id, reason: 'no band' });
  expect(event).toMatchObject({ status: EventStatus.CANCELLED });
});

test('buyers are told a reason of 1 to 500 characters', async () => {
  const { id } = await newEvent();
  const cancel = (reason: string) => reasonOf(catalog.partner(1).cancelEvent({ eventId: id, reason }));
  for (const reason of ['', '  ', 'x'.repeat(501), 'a\0b']) expect(await cancel(reason)).toBe('validation_failed');
  expect(await cancel('🎸'.repeat(500))).toBe('none');
});
