import { query } from '@boxoffice/platform';
import { eventually } from '@boxoffice/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type RunningCatalog, startCatalog } from './catalog-harness.ts';

let catalog: RunningCatalog;
beforeAll(async () => {
  catalog = await startCatalog();
});
afterAll(() => catalog.stop());

test('a change waits for whoever has locked the event, and is made to the event as it is then', async () => {
  const { id: eventId } = await catalog.add(1, { name: 'Show' });
  const change = () => catalog.partner(1).updateEvent({ eventId, description: 'In two parts.' });
  const changing = await catalog.transaction(async (em) => {
    await query(em, "update events set name = 'Other', version = version + 1 where id = $1", [Number(eventId)]);
    const waiting = change();
    await eventually(async () => {
      const waits = "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
      expect(await catalog.sql(waits)).not.toEqual([]);
    });
    return { waiting };
  });
  const { event } = await changing.waiting;
  expect(event).toMatchObject({ name: 'Other', description: 'In two parts.', version: 3n });
});
