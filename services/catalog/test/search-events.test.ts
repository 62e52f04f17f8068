import {
  EventSort,
  EventStatus,
  type SearchEventsRequestSchema,
} from '@boxoffice/contracts/catalog/v1/catalog_service';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  type Fields,
  inDays,
  type NewEvent,
  NOW,
  type RunningCatalog,
  reasonOf,
  startCatalog,
} from './catalog-harness.ts';

let catalog: RunningCatalog;
beforeAll(async () => {
  catalog = await startCatalog();
});
afterAll(() => catalog.stop());
beforeEach(() => {
  catalog.time.now = NOW;
});
afterEach(async () => {
  await catalog.sql('delete from events');
});

type SearchRequest = Fields<typeof SearchEventsRequestSchema>;

const add = async (fields: NewEvent) => (await catalog.add(1, fields)).id;

async function find(request: SearchRequest): Promise<string[]> {
  const { events } = await catalog.customer.searchEvents(request);
  return events.map(({ name }) => name);
}

describe('a search', () => {
  test('finds published events that are to come, the next one first', async () => {
    await add({ name: 'later', date: inDays(2) });
    await add({ name: 'sooner', date: inDays(1) });
    await add({ name: 'draft', status: EventStatus.DRAFT });
    const cancelled = await add({ name: 'cancelled' });
    await catalog.partner(1).cancelEvent({ eventId: cancelled, reason: 'rain' });
    expect(await find({})).toEqual(['sooner', 'later']);
    expect(await find({ sort: EventSort.NEWEST })).toEqual(['sooner', 'later']);
    catalog.time.now = new Date(NOW.getTime() + 86_400_000);
    expect(await find({})).toEqual(['later']);
  });

  test('takes bounds as inclusive', async () => {
    for (const days of [1, 2, 3]) await add({ name: `day ${days}`, date: inDays(days) });
    expect(await find({ from: inDays(2), to: inDays(2) })).toEqual(['day 2']);
    expect(await find({ from: inDays(2) })).toEqual(['day 2', 'day 3']);
    expect(await find({ to: inDays(2) })).toEqual(['day 1', 'day 2']);
    expect(await find({ from: inDays(3), to: inDays(1) })).toEqual([]);
  });

  test.each([
    ['sao joao', 'accents do not count'],
    ['SÃO JOÃO', 'case does not count'],
    ['joão são', 'order does not count'],
    ['jo sa', 'beginnings of words are enough'],
    ['joao recife', 'words may be in different fields'],
    ['forro antigo', 'the description counts'],
    ['ac dc', 'signs part words'],
    ['AC/DC!', 'signs in the query part words too'],
    ["d'agua", 'apostrophes part words'],
    ['strasse', 'letters that do not come apart have plain ones'],
    ['2030', 'numbers are words'],
    ['東京', 'other scripts are words'],
  ])('for "%s" finds: %s', async (query) => {
    await add({
      name: 'Noite de São João 2030',
      description: "Forró pé-de-serra AC/DC d'Água antigo",
      location: 'Recife, Straße 東京駅',
    });
    await add({ name: 'Something else' });
    expect(await find({ query })).toEqual(['Noite de São João 2030']);
  });

  test.each([
    ['joao pedro', 'every word is required'],
    ['oao', 'the inside of a word is not enough'],
    ['--- !', 'signs are no words'],
    ["' & | ! :* <-> \\", 'operators are signs'],
    ["x' or '1'='1", 'nothing is taken for SQL'],
  ])('for "%s" finds nothing: %s', async (query) => {
    await add({ name: 'Noite de São João' });
    expect(await find({ query })).toEqual([]);
  });

  test('knows the words of an event after it changed', async () => {
    const eventId = await add({ name: 'Old name', location: 'Old place' });
    await catalog.partner(1).updateEvent({ eventId, name: 'Neuer Titel', location: 'Zürich' });
    expect(await find({ query: 'neuer zurich' })).toEqual(['Neuer Titel']);
    expect(await find({ location: 'zuri' })).toEqual(['Neuer Titel']);
    expect(await find({ query: 'old' })).toEqual([]);
    expect(await find({ location: 'old' })).toEqual([]);
  });

  test('by location wants a part of it, wildcards meaning themselves', async () => {
    await add({ name: 'a', location: 'Estádio do Maracanã, Rio' });
    await add({ name: 'b', location: '100% Hall_1 \\o/' });
    expect(await find({ location: 'DO MARACANA' })).toEqual(['a']);
    expect(await find({ location: 'cana,  rio' })).toEqual(['a']);
    for (const location of ['0% h', 'l_1', '\\O/']) expect(await find({ location })).toEqual(['b']);
    for (const location of ['%Rio', 'R_o', '%', 'x\0']) expect(await find({ location })).not.toContain('a');
    expect(await find({ location: 'hall', query: 'nothing' })).toEqual([]);
  });

  test('refuses what is too long or no time', async () => {
    const never = { seconds: 10n ** 17n, nanos: 0 } as never;
    const wrong: SearchRequest[] = [{ query: 'x'.repeat(201) }, { location: 'x'.repeat(301) }, { from: never }];
    for (const request of wrong) expect(await reasonOf(find(request))).toBe('validation_failed');
    expect(await find({ query: 'x y '.repeat(50) })).toEqual([]);
  });
});

describe('pages', () => {
  async function walk(request: SearchRequest, between: () => Promise<unknown>): Promise<string[]> {
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await catalog.customer.searchEvents({ ...request, page: { limit: 4, cursor } });
      expect(page.events.length).toBeLessThanOrEqual(4);
      seen.push(...page.events.map(({ name }) => name));
      cursor = page.nextCursor;
      await between();
    } while (cursor);
    return seen;
  }

  test.each([EventSort.DATE, EventSort.NEWEST])(
    'have each event once while others are inserted (sort %d)',
    async (sort) => {
      const names: string[] = [];
      for (let i = 0; i < 13; i++) {
        // Several share a date.
        await add({ name: `e${i}`, date: inDays(10 + Math.floor(i / 3)) });
        names.push(`e${i}`);
      }
      const seen = await walk({ sort }, async () => {
        await add({ name: 'new first', date: inDays(1) });
        await add({ name: 'new same', date: inDays(11) });
        await add({ name: 'new last', date: inDays(90) });
      });
      const old = seen.filter((name) => name.startsWith('e'));
      expect(old).toEqual(sort === EventSort.NEWEST ? names.toReversed() : names);
      if (sort === EventSort.NEWEST) expect(seen).toHaveLength(13);
    },
  );

  test('end without a cursor when the last one is full', async () => {
    for (let i = 0; i < 4; i++) await add({ name: `e${i}` });
    expect((await catalog.customer.searchEvents({ page: { limit: 4 } })).nextCursor).toBe('');
  });

  test('go on from a cursor whatever else is asked', async () => {
    for (let i = 0; i < 4; i++) await add({ name: `e${i}`, date: inDays(1 + i) });
    const { nextCursor: cursor } = await catalog.customer.searchEvents({ page: { limit: 2 } });
    expect(await find({ page: { limit: 9, cursor } })).toEqual(['e2', 'e3']);
    expect(await find({ sort: EventSort.NEWEST, page: { limit: 9, cursor } })).toEqual(['e0']);
    expect(await find({ query: 'e3', location: 'hall', from: inDays(2), page: { limit: 9, cursor } })).toEqual(['e3']);
    expect(await reasonOf(catalog.partner(1).listOwnEvents({ page: { limit: 1, cursor } }))).toBe('none');
  });

  test('refuse a cursor that is not one', async () => {
    const forged = (position: unknown) => Buffer.from(JSON.stringify(position)).toString('base64url');
    const cursors = ['x', forged([1]), forged([1e300, 1]), forged([1, 1.5]), forged([1, 1e300]), forged(['a', 'b'])];
    for (const cursor of cursors) expect(await reasonOf(find({ page: { limit: 0, cursor } }))).toBe('invalid_cursor');
  });

  test('have 20 events unless told, 100 at most', async () => {
    await catalog.sql(`insert into events (partner_id, name, description, date, location, status, currency, created_at,
      updated_at, version, search_words, folded_location)
      select 1, 'e', '', '2031-01-01', 'Hall', 'published', 'BRL', now(), now(), 1, '{e}', 'hall'
      from generate_series(1, 120)`);
    expect(await find({})).toHaveLength(20);
    expect(await find({ page: { limit: 1000 } })).toHaveLength(100);
    expect(await find({ page: { limit: -1 } })).toHaveLength(1);
  });
});

test('times are kept to the millisecond', async () => {
  const date = timestampFromDate(new Date('2031-02-03T04:05:06.789Z'));
  const event = await catalog.add(1, { date });
  expect(event.date).toEqual(date);
  expect((await catalog.customer.getEvent({ eventId: event.id })).event?.date).toEqual(date);
});
