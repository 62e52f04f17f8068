import { type Invariant, rule } from './invariant.ts';

// What was sold, seen in one of three scopes: a partner's sales in all, of one event, of one section of one event.
const counted = (event: string, section: string) => `
  select partner_id, ${event} as event_id, ${section} as section, currency, hour,
         sum(sold) as sold, sum(cancelled) as cancelled, sum(amount) as amount, count(*) filter (where sold > 0) as purchases
    from (select partner_id, ${event} as event_id, ${section} as section, currency, date_trunc('hour', sold_at) as hour,
                 count(*) filter (where cancelled_at is null) as sold, count(cancelled_at) as cancelled,
                 coalesce(sum(price) filter (where cancelled_at is null), 0) as amount
            from sales group by 1, 2, 3, 4, 5, purchase_id) by_purchase
   group by 1, 2, 3, 4, 5`;

const FRESH = [counted('0::bigint', 'null::text'), counted('event_id', 'null::text'), counted('event_id', 'section')];

const kept = (table: string) =>
  `select partner_id, event_id, section, currency, hour, sold, cancelled, amount, purchases from ${table}`;

const FIGURES = ['sold', 'cancelled', 'amount', 'purchases'];
const sumOf = (figure: string, fresh: boolean) =>
  `coalesce(sum(${figure}) filter (where ${fresh ? 'fresh' : 'not fresh'}), 0)`;
const figures = (fresh: boolean) => FIGURES.map((figure) => sumOf(figure, fresh)).join(', ');

const DIFFERENT = `
  select partner_id, event_id, section, currency, to_char(hour, 'YYYY-MM-DD"T"HH24:MI"Z"') as hour,
         format('figures say %s sold, %s cancelled, amount %s, %s purchases; its sales say %s, %s, %s, %s',
                ${figures(false)}, ${figures(true)}) as problem
    from (select *, false as fresh from (${kept('sales_totals')} union all ${kept('sales_deltas')}) read_model
          union all
          select *, true from (${FRESH.join(' union all ')}) counted) figures
   group by partner_id, event_id, section, currency, hour
  having ${FIGURES.map((figure) => `${sumOf(figure, false)} <> ${sumOf(figure, true)}`).join(' or ')}`;

/** I9: what partners are shown of their sales is what was sold. Event 0 means all events of a partner. */
export const figuresMatchSales: Invariant = {
  id: 'I9',
  sentence: 'sales figures equal a fresh count of the sales, to the cent',
  tables: { order: ['sales', 'sales_totals', 'sales_deltas'] },
  checks: [rule('figures', 'order', DIFFERENT)],
};
