import type { Ids } from '../../invariants/invariant.ts';
import { administer } from '../databases.ts';
import type { World } from '../world.ts';
import type { Plant, Planting } from './plant.ts';

const OF_PARTNER = "event_id = 0 and currency = 'USD'";
const OF_EVENT = 'event_id <> 0 and section is null';
const OF_SECTION = "section = 'Balcony'";

const HOURS = 'sales_totals';
const DAYS = 'sales_day_totals';
const SCOPES = 'sales_scope_totals';

const SHOWN: Record<string, string> = {
  [HOURS]: `, to_char(hour, 'YYYY-MM-DD"T"HH24:MI"Z"') as hour`,
  [DAYS]: `, to_char(day, 'YYYY-MM-DD') as day`,
  [SCOPES]: '',
};

/** Changes one row of figures, and expects that it is told; by the totals that are summed up from it too. */
function aboutFigures(table: string, scope: string, changeOf: (rows: string) => string, alsoWrong: string[] = []) {
  return async ({ urls }: World): Promise<Plant> => {
    const one = `ctid = (select min(ctid) from ${table} where ${scope})`;
    const idsIn = (name: string, rows: string) =>
      administer(
        urls.order,
        `select partner_id::int, event_id::int, section, currency${SHOWN[name]} from ${name} where ${rows}`,
      );
    const wrong = await idsIn(table, one);
    for (const name of alsoWrong) {
      const key = `partner_id, event_id, currency, section is null${name === DAYS ? ', day' : ''}`;
      wrong.push(...(await idsIn(name, `(${key}) = (select ${key} from ${table} where ${one}) and ${scope}`)));
    }
    return { change: { order: changeOf(one) }, found: { I9: wrong as Ids[] } };
  };
}

const adding = (table: string, figure: string) => (rows: string) =>
  `update ${table} set ${figure} = ${figure} + 1 where ${rows};`;

/** What must be found by I9. */
export const I9: Planting[] = [
  ['a cent too much in an hour of a partner', aboutFigures(HOURS, OF_PARTNER, adding(HOURS, 'amount'), [DAYS])],
  ['a ticket too many in an hour of an event', aboutFigures(HOURS, OF_EVENT, adding(HOURS, 'sold'), [DAYS])],
  ['a purchase too many in an hour of a section', aboutFigures(HOURS, OF_SECTION, adding(HOURS, 'purchases'), [DAYS])],
  [
    'a cancellation too many in an hour of a section',
    aboutFigures(HOURS, OF_SECTION, adding(HOURS, 'cancelled'), [DAYS]),
  ],
  [
    'an event that its partner sees no sales of in an hour',
    aboutFigures(HOURS, OF_EVENT, (rows) => `delete from ${HOURS} where ${rows};`, [DAYS]),
  ],
  [
    'figures that wait to be folded and are wrong',
    aboutFigures(
      HOURS,
      OF_SECTION,
      (rows) => `
        insert into sales_deltas (partner_id, event_id, event_name, section, currency, hour, sold, cancelled, amount, purchases)
          select partner_id, event_id, event_name, section, currency, hour, 1, 0, 500, 1 from ${HOURS} where ${rows};`,
    ),
  ],
  ['a cent too much on a day of a partner', aboutFigures(DAYS, OF_PARTNER, adding(DAYS, 'amount'), [SCOPES])],
  ['a ticket too many on a day of a section', aboutFigures(DAYS, OF_SECTION, adding(DAYS, 'sold'), [SCOPES])],
  [
    'an event that its partner sees no sales of on a day',
    aboutFigures(DAYS, OF_EVENT, (rows) => `delete from ${DAYS} where ${rows};`, [SCOPES]),
  ],
  ['a cent too much in all sales of a partner', aboutFigures(SCOPES, OF_PARTNER, adding(SCOPES, 'amount'))],
  ['a purchase too many in all sales of an event', aboutFigures(SCOPES, OF_EVENT, adding(SCOPES, 'purchases'))],
  ['a cancellation too many in all sales of a section', aboutFigures(SCOPES, OF_SECTION, adding(SCOPES, 'cancelled'))],
  [
    'a section that its partner sees no sales of',
    aboutFigures(SCOPES, OF_SECTION, (rows) => `delete from ${SCOPES} where ${rows};`),
  ],
];
