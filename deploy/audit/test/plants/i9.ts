import type { Ids } from '../../invariants/invariant.ts';
import { administer } from '../databases.ts';
import type { World } from '../world.ts';
import type { Plant, Planting } from './plant.ts';

const OF_PARTNER = "event_id = 0 and currency = 'USD'";
const OF_EVENT = 'event_id <> 0 and section is null';
const OF_SECTION = "section = 'Balcony'";

/** Changes the figures of one scope, and expects that it is told. */
function aboutFigures(scope: string, changeOf: (rows: string) => string) {
  return async ({ urls }: World): Promise<Plant> => {
    const one = `ctid = (select min(ctid) from sales_totals where ${scope})`;
    const [row] = await administer(
      urls.order,
      `select partner_id::int, event_id::int, section, currency, to_char(hour, 'YYYY-MM-DD"T"HH24:MI"Z"') as hour
         from sales_totals where ${one}`,
    );
    return { change: { order: changeOf(one) }, found: { I9: [row as Ids] } };
  };
}

const adding = (figure: string) => (rows: string) => `update sales_totals set ${figure} = ${figure} + 1 where ${rows};`;

/** What must be found by I9. */
export const I9: Planting[] = [
  ['a cent too much in the sales of a partner', aboutFigures(OF_PARTNER, adding('amount'))],
  ['a ticket too many in the sales of an event', aboutFigures(OF_EVENT, adding('sold'))],
  ['a purchase too many in the sales of a section', aboutFigures(OF_SECTION, adding('purchases'))],
  ['a cancellation too many in the sales of a section', aboutFigures(OF_SECTION, adding('cancelled'))],
  [
    'an event that its partner sees no sales of',
    aboutFigures(OF_EVENT, (rows) => `delete from sales_totals where ${rows};`),
  ],
  [
    'figures that wait to be folded and are wrong',
    aboutFigures(
      OF_SECTION,
      (rows) => `
        insert into sales_deltas (partner_id, event_id, event_name, section, currency, hour, sold, cancelled, amount, purchases)
          select partner_id, event_id, event_name, section, currency, hour, 1, 0, 500, 1 from sales_totals where ${rows};`,
    ),
  ],
];
