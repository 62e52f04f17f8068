import { beforeAll, describe, expect, test } from '@jest/globals';
import { ok } from '../support/answer.ts';
import type { Api } from '../support/api.ts';
import type { Partner } from '../support/partner.ts';
import type { Event, Page } from '../support/resources.ts';
import { expectShape } from '../support/shapes.ts';

// Words and days that no other test uses.
const PROGRAMME = [
  { name: 'Quartetto zarabanda', location: 'São Tirso', date: '2091-03-01T20:00:00.000Z' },
  { name: 'Open air', description: 'The zarabanda night', location: 'Porto-Novo', date: '2091-01-01T20:00:00.000Z' },
  { name: 'Matinée', location: 'Teatro Zarabanda, Porto-Novo', date: '2091-02-01T20:00:00.000Z' },
  { name: 'Silence', location: 'Porto-Novo', date: '2091-04-01T20:00:00.000Z' },
];

/** How events are found. */
export function search({ get, partner, all }: Api): void {
  describe('the search for events', () => {
    let shop: Partner;
    let quartet: Event;
    let air: Event;
    let matinee: Event;
    let silence: Event;

    beforeAll(async () => {
      shop = await partner();
      const created: Event[] = [];
      for (const event of PROGRAMME) created.push(await shop.event(event));
      [quartet, air, matinee, silence] = created as [Event, Event, Event, Event];
    });

    const found = async (query: string) => (await all<Event>(`/v1/events?${query}`)).map(({ id }) => id);

    test('looks at name, description and location, whatever the case and the accents', async () => {
      expect(await found('q=ZARABANDA')).toEqual([air.id, matinee.id, quartet.id]);
      expect(await found('q=zarabanda+matinee')).toEqual([matinee.id]);
      expect(await found('q=zarabanda+silence')).toEqual([]);
    });

    test('narrows by location', async () => {
      expect(await found('location=porto-novo')).toEqual([air.id, matinee.id, silence.id]);
      expect(await found('location=porto-novo&q=zarabanda')).toEqual([air.id, matinee.id]);
    });

    test('narrows by day, both ends included', async () => {
      expect(await found('from=2091-02-01&to=2091-03-01')).toEqual([matinee.id, quartet.id]);
      expect(await found('from=2091-02-01T20:00:00.001Z&to=2091-03-31')).toEqual([quartet.id]);
    });

    test('sorts by date, or the newest first', async () => {
      expect(await found('from=2091-01-01&to=2091-12-31&sort=date')).toEqual(
        [air, matinee, quartet, silence].map(({ id }) => id),
      );
      expect(await found('from=2091-01-01&to=2091-12-31&sort=newest')).toEqual(
        [silence, matinee, air, quartet].map(({ id }) => id),
      );
    });

    test('takes wildcards as what they are', async () => {
      for (const text of ['%25', '_', 'porto_novo', 'p%25o', "'", '%5C']) {
        expect(await found(`location=${text}&from=2091-01-01`)).toEqual([]);
      }
    });

    test.each(['date', 'newest'])('has pages by %s that stay as they are while events come', async (sort) => {
      const shop = await partner();
      const word = `pavane${sort}`;
      const before = [];
      for (let day = 10; day < 15; day++) {
        before.push(await shop.event({ name: word, date: `2092-01-${day}T20:00:00.000Z` }));
      }
      const wanted = sort === 'date' ? before : before.toReversed();
      const seen: number[] = [];
      let cursor: string | null = '';
      for (let page = 0; cursor !== null; page++) {
        const path: string = `/v1/events?q=${word}&sort=${sort}&limit=2${cursor && `&cursor=${cursor}`}`;
        const { data, next_cursor }: Page<Event> = ok(await get<Page<Event>>(path));
        expectShape('page', { data, next_cursor });
        expect(data.length).toBe(page < 2 ? 2 : 1);
        seen.push(...data.map(({ id }) => id));
        cursor = next_cursor;
        // Earlier and newer than all: before the first page in either order.
        await shop.event({ name: word, date: `2092-01-0${page + 1}T20:00:00.000Z` });
      }
      expect(seen).toEqual(wanted.map(({ id }) => id));
    });

    test('lists the own events of a partner, drafts included, newest first', async () => {
      const shop = await partner();
      const made = [await shop.event({ status: 'draft' }), await shop.event(), await shop.event()];
      const own = await shop.all<Event>('/v1/partners/events');
      expect(own.map(({ id }) => id)).toEqual(made.toReversed().map(({ id }) => id));
    });
  });
}
