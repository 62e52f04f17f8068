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

const SCOPE = ['partner_id', 'event_id', 'section', 'currency'];
const FIGURES = ['sold', 'cancelled', 'amount', 'purchases'];

const kept = (table: string, ...times: string[]) =>
  `select ${[...SCOPE, ...times, ...FIGURES].join(', ')} from ${table}`;

const sumOf = (figure: string, fresh: boolean) =>
  `coalesce(sum(${figure}) filter (where ${fresh ? 'fresh' : 'not fresh'}), 0)`;
const figures = (fresh: boolean) => FIGURES.map((figure) => sumOf(figure, fresh)).join(', ');

/** SQL: the scopes, and their hours or days, in which two reckonings of the same figures differ. */
function differing(readModel: string, fresh: string, source: string, times: { [time: string]: string } = {}): string {
  const shown = Object.entries(times).map(([time, format]) => `to_char(${time}, '${format}') as ${time}`);
  return `
    select ${[...SCOPE, ...shown].join(', ')},
           format('figures say %s sold, %s cancelled, amount %s, %s purchases; its ${source} say %s, %s, %s, %s',
                  ${figures(false)}, ${figures(true)}) as problem
      from (select *, false as fresh from (${readModel}) read_model union all select *, true from (${fresh}) counted) both_ways
     group by ${[...SCOPE, ...Object.keys(times)].join(', ')}
    having ${FIGURES.map((figure) => `${sumOf(figure, false)} <> ${sumOf(figure, true)}`).join(' or ')}`;
}

const BY_HOUR = differing(
  `${kept('sales_totals', 'hour')} union all ${kept('sales_deltas', 'hour')}`,
  FRESH.join(' union all '),
  'sales',
  { hour: 'YYYY-MM-DD"T"HH24:MI"Z"' },
);

// Changes are folded into hours, days and scopes at once: these agree whatever waits.
const BY_DAY = differing(kept('sales_day_totals', 'day'), kept('sales_totals', 'day'), 'hours', { day: 'YYYY-MM-DD' });
const BY_SCOPE = differing(kept('sales_scope_totals'), kept('sales_day_totals'), 'days');

/** I9: what partners are shown of their sales is what was sold. Event 0 means all events of a partner. */
export const figuresMatchSales: Invariant = {
  id: 'I9',
  sentence: 'sales figures equal a fresh count of the sales, to the cent',
  tables: { order: ['sales', 'sales_totals', 'sales_day_totals', 'sales_scope_totals', 'sales_deltas'] },
  checks: [
    rule('figures', 'order', BY_HOUR),
    rule('figures by day', 'order', BY_DAY),
    rule('figures in all', 'order', BY_SCOPE),
  ],
};
