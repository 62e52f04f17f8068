import { type Database, query } from '@boxoffice/platform';
import { type Span, salesPeriod } from '../domain/sales-period.ts';

/** Figures of one scope and currency: on one day, or in all the time that was asked for. */
export type FigureRow = {
  /** 0 means all events of the partner. */
  event_id: number;
  /** The name under which it sold last; empty for all events and for a day. */
  event_name: string;
  section: string | null;
  currency: string;
  /** YYYY-MM-DD, UTC; null means the whole time. */
  day: string | null;
  sold: number;
  cancelled: number;
  amount: number;
  purchases: number;
};

/** Whose figures, of all events (0) or one, and of what time. */
export type FigureFilter = { partnerId: number; eventId: number; from: Date | null; to: Date | null };

const dayOf = (time: string) => `(${time} at time zone 'UTC')::date`;
const DAY = dayOf('hour');
const FIGURES = 'sold, cancelled, amount, purchases';
const SUMS =
  'sum(sold)::bigint as sold, sum(cancelled)::bigint as cancelled, sum(amount)::bigint as amount, sum(purchases)::bigint as purchases';

// `at` and `rank` tell which name is the last one: a cancellation brings none.
const waiting = (period: string) => `
  waiting as (
    select event_id, event_name, section, currency, ${DAY} as day,
           case when sold > 0 then hour else '-infinity' end as at, case when sold > 0 then id else -1 end as rank,
           ${FIGURES}
      from sales_deltas where partner_id = $1 ${period})`;

const kept = (table: string, day: string, at: string, condition = '') =>
  `select event_id, event_name, section, currency, ${day}, ${at}, 0 as rank, ${FIGURES}
     from ${table} where partner_id = $1 ${condition}`;

/** The days of what was asked for, and for the whole time its parts: a partner's events, or an event and its sections. */
const summary = (eventId: number, days: string, whole: string, period = '') => `
  with ${waiting(period)}
  select event_id, '' as event_name, section, currency, to_char(day, 'YYYY-MM-DD') as day, ${SUMS}
    from (${days} union all table waiting) days
   where event_id = $2 and section is null group by event_id, section, currency, day
  union all
  select event_id, (array_agg(event_name order by at desc, rank desc))[1], section, currency, null, ${SUMS}
    from (${whole} union all table waiting) whole
   where ${eventId === 0 ? 'event_id > $2 and section is null' : 'event_id = $2'} group by event_id, section, currency`;

const ALL_DAYS = kept('sales_day_totals', 'day', `'-infinity' as at`);
const ALL_TIME = kept('sales_scope_totals', 'null as day', `'-infinity' as at`);

// Whole days by their totals, whole hours of other days by theirs, and the sales of what is left of an hour.
const HOURS = 'and hour >= $3 and hour < $4';
const [FIRST_DAY, END_OF_DAYS] = [dayOf('$5::timestamptz'), dayOf('$6::timestamptz')];
const PARTS_OF_DAYS = `and day in (${dayOf('$3::timestamptz')}, ${dayOf('$4::timestamptz')}) ${HOURS}
   and (day < ${FIRST_DAY} or day >= ${END_OF_DAYS})`;
const IN_PERIOD = `
  ${kept('sales_day_totals', 'day', `day::timestamp at time zone 'UTC' as at`, `and day >= ${FIRST_DAY} and day < ${END_OF_DAYS}`)}
  union all
  ${kept('sales_totals', 'day', 'hour as at', PARTS_OF_DAYS)}`;
const PARTS_OF_HOURS = `
  union all
  select coalesce(event_id, 0), (array_agg(event_name order by sold_at desc))[1], section, currency, day, max(sold_at), 0,
         count(*) filter (where cancelled_at is null), count(cancelled_at),
         coalesce(sum(price) filter (where cancelled_at is null), 0),
         count(distinct purchase_id) filter (where cancelled_at is null)
    from (select *, ${dayOf('sold_at')} as day from sales
           where partner_id = $1 and ($2 = 0 or event_id = $2)
             and (sold_at >= $7 and sold_at < $8 or sold_at >= $9 and sold_at < $10)) lines
   group by grouping sets ((currency, day), (currency, day, event_id), (currency, day, event_id, section))`;

const NEVER: Span = { from: 0, to: 0 };

const timeOf = (ms: number) => (Number.isFinite(ms) ? new Date(ms) : ms < 0 ? '-infinity' : 'infinity');
const timesOf = (...spans: Span[]) => spans.flatMap(({ from, to }) => [timeOf(from), timeOf(to)]);

/** Reads the figures of a time: what is folded, what waits to be, and sales of parts of hours, all at one moment. */
export function readFigures(database: Database, { partnerId, eventId, from, to }: FigureFilter): Promise<FigureRow[]> {
  const read = (text: string, ...period: unknown[]) =>
    query<FigureRow>(database.read(), text, [partnerId, eventId, ...period]);
  if (from === null && to === null) return read(summary(eventId, ALL_DAYS, ALL_TIME));
  const { days, hours, partHours } = salesPeriod(from, to);
  if (partHours.length === 0) return read(summary(eventId, IN_PERIOD, IN_PERIOD, HOURS), ...timesOf(hours, days));
  const lines = `${IN_PERIOD} ${PARTS_OF_HOURS}`;
  const [first = NEVER, last = NEVER] = partHours;
  return read(summary(eventId, lines, lines, HOURS), ...timesOf(hours, days, first, last));
}

// A fold without a sale brings no name.
const NAME = `coalesce((array_agg(event_name order by hour desc, id desc) filter (where sold > 0))[1], '')`;

function addTo(table: string, times: { [column: string]: string }): string {
  const key = ['partner_id', 'event_id', 'section', 'currency'];
  const columns = [...key, ...Object.keys(times)].join(', ');
  const values = [...key, ...Object.values(times)].join(', ');
  return `insert into ${table} as t (${columns}, event_name, ${FIGURES})
    select ${values}, ${NAME}, sum(sold), sum(cancelled), sum(amount), sum(purchases) from taken group by ${values}
    on conflict (${columns}) do update
      set event_name = coalesce(nullif(excluded.event_name, ''), t.event_name), sold = t.sold + excluded.sold,
          cancelled = t.cancelled + excluded.cancelled, amount = t.amount + excluded.amount,
          purchases = t.purchases + excluded.purchases`;
}

const FOLD = `
  with taken as (delete from sales_deltas returning *),
       hours as (${addTo('sales_totals', { day: DAY, hour: 'hour' })}),
       days as (${addTo('sales_day_totals', { day: DAY })})
  ${addTo('sales_scope_totals', {})}`;

/**
 * Adds the figures that wait to all totals, in one statement: whoever reads sees each delta once, before or after. One
 * process at a time does it; the others have nothing to do.
 */
export async function foldDeltas(database: Database): Promise<void> {
  await database.transaction('fold sales figures', async (em) => {
    const [lock] = await query<{ held: boolean }>(
      em,
      "select pg_try_advisory_xact_lock(hashtext('boxoffice fold sales')) as held",
    );
    if (lock?.held) await query(em, FOLD);
  });
}
