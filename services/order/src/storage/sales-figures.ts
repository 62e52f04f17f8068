import { type Database, query } from '@boxoffice/platform';

/** Figures of one scope, currency and day. */
export type FigureRow = {
  event_id: number;
  event_name: string;
  section: string | null;
  currency: string;
  /** YYYY-MM-DD, UTC. */
  day: string;
  sold: number;
  cancelled: number;
  amount: number;
  purchases: number;
};

/** Whose figures, of what time. */
export type FigureFilter = { partnerId: number; from: Date | null; to: Date | null };

const DAY = `to_char(hour at time zone 'UTC', 'YYYY-MM-DD') as day`;

/** Figures from the read model: what is folded, and what waits to be. Times must be whole hours. */
export function readFigures(database: Database, { partnerId, from, to }: FigureFilter): Promise<FigureRow[]> {
  return query<FigureRow>(
    database.read(),
    `select event_id, (array_agg(event_name order by hour desc, id desc))[1] as event_name, section, currency, ${DAY}, sum(sold)::bigint as sold,
            sum(cancelled)::bigint as cancelled, sum(amount)::bigint as amount, sum(purchases)::bigint as purchases
       from (select 0 as id, partner_id, event_id, event_name, section, currency, hour, sold, cancelled, amount, purchases
               from sales_totals
              union all
             select case when sold > 0 then id else -1 end, partner_id, event_id, event_name, section, currency, hour,
                    sold, cancelled, amount, purchases
               from sales_deltas) figures
      where partner_id = $1 and ($2::timestamptz is null or hour >= $2) and ($3::timestamptz is null or hour < $3)
      group by event_id, section, currency, day`,
    [partnerId, from, to],
  );
}

/** The same figures counted from the sales themselves, for times that are no whole hours. */
export function countFigures(database: Database, { partnerId, from, to }: FigureFilter): Promise<FigureRow[]> {
  return query<FigureRow>(
    database.read(),
    `with lines as (
       select *, date_trunc('hour', sold_at) as hour from sales
        where partner_id = $1 and ($2::timestamptz is null or sold_at >= $2) and ($3::timestamptz is null or sold_at < $3)
     )
     select case when grouping(event_id) = 1 then 0 else event_id end as event_id,
            case when grouping(event_id) = 1 then '' else (array_agg(event_name order by sold_at desc))[1] end
              as event_name,
            case when grouping(section) = 1 then null else section end as section, currency, ${DAY},
            count(*) filter (where cancelled_at is null) as sold,
            count(*) filter (where cancelled_at is not null) as cancelled,
            coalesce(sum(price) filter (where cancelled_at is null), 0)::bigint as amount,
            count(distinct purchase_id) filter (where cancelled_at is null) as purchases
       from lines
      group by grouping sets ((currency, day), (currency, day, event_id), (currency, day, event_id, section))`,
    [partnerId, from, to],
  );
}

/**
 * Adds the figures that wait to the totals, in one statement: whoever reads sees each delta once, before or after. One
 * process at a time does it; the others have nothing to do.
 */
export async function foldDeltas(database: Database): Promise<void> {
  await database.transaction('fold sales figures', async (em) => {
    const [lock] = await query<{ held: boolean }>(
      em,
      "select pg_try_advisory_xact_lock(hashtext('boxoffice fold sales')) as held",
    );
    if (!lock?.held) return;
    await query(
      em,
      `with taken as (delete from sales_deltas returning *)
       insert into sales_totals as t
         (partner_id, event_id, event_name, section, currency, hour, sold, cancelled, amount, purchases)
       select partner_id, event_id, (array_agg(event_name order by sold > 0 desc, id desc))[1], section, currency, hour, sum(sold), sum(cancelled), sum(amount),
              sum(purchases)
         from taken group by partner_id, event_id, section, currency, hour
       on conflict (partner_id, event_id, section, currency, hour) do update
         set event_name = case when excluded.sold > 0 then excluded.event_name else t.event_name end, sold = t.sold + excluded.sold, cancelled = t.cancelled + excluded.cancelled,
             amount = t.amount + excluded.amount, purchases = t.purchases + excluded.purchases`,
    );
  });
}
