import { query } from '@boxoffice/platform';
import { eventually } from '@boxoffice/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type RunningCatalog, reasonOf, startCatalog } from './catalog-harness.ts';

let catalog: RunningCatalog;
beforeAll(async () => {
  catalog = await startCatalog();
});
afterAll(() => catalog.stop());

const revision = async () => (await catalog.service.getEventsRevision({})).revision;

/** The state, once it has a name: elsewhere on the server transactions may be open for a while. */
const settled = () =>
  eventually(
    async () => {
      const name = await revision();
      expect(name).not.toBe('');
      return name;
    },
    { timeoutMs: 30_000 },
  );

test('the state of events has one name while nothing changes, and another after each change', async () => {
  const names = [await settled()];
  const { id: eventId } = await catalog.add(1);
  names.push(await settled());
  await catalog.partner(1).updateEvent({ eventId, name: 'Other' });
  names.push(await settled());
  // A change that changes nothing.
  await catalog.partner(1).updateEvent({ eventId, name: 'Other' });
  expect(await settled()).toBe(names.at(-1));
  await catalog.partner(1).cancelEvent({ eventId, reason: 'Ill.' });
  names.push(await settled());
  expect(new Set(names).size).toBe(4);
}, 60_000);

test('a state with a change under way has no name, and another one afterwards', async () => {
  const { id } = await catalog.add(1);
  const before = await settled();
  await catalog.transaction(async (em) => {
    await query(em, "update events set name = 'Other', version = version + 1 where id = $1", [Number(id)]);
    await query(em, "insert into outbox (subject, payload) values ('test', '')");
    for (let n = 0; n < 5; n++) expect(await revision()).toBe('');
  });
  expect(await settled()).not.toBe(before);
}, 60_000);

test('only services are told', async () => {
  expect(await reasonOf(catalog.customer.getEventsRevision({}))).toBe(
    await reasonOf(catalog.customer.batchGetEvents({ eventIds: [1n] })),
  );
});
