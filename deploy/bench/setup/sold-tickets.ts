import type { Bed } from '../bed.ts';
import { ticking } from '../ticking.ts';

/** Events whose ids follow each other, with the same number of seats each (a multiple of four), and who buys them all. */
export type SoldEvents = {
  firstEvent: number;
  events: number;
  seats: number;
  partnerId: number;
  customerIds: number[];
};

type Sale = SoldEvents & {
  purchases: number;
  firstPurchase: number;
  /** When the last one was made, the same in every database. */
  until: string;
};

const SEATS = 4;
const PRICE = 9000;
// They were sold one after the other over sixty days, until yesterday.
const SECONDS = 60 * 86_400;
const DAY_MS = 86_400_000;

// Purchase `n` (from 0) has four seats in a row of event `n % events`. What follows is what the services write for it.
const wanted = ({ firstPurchase, firstEvent, events, purchases, until }: Sale) => `
  with wanted as (
    select ${firstPurchase} + n as id, n, ${firstEvent} + n % ${events} as event_id,
           (${firstEvent} + n % ${events}) * 1000000 + n / ${events} * ${SEATS} + 1 as first,
           timestamptz '${until}' - make_interval(secs => n::float8 * ${SECONDS} / ${purchases}) as at
      from generate_series(0, ${purchases} - 1::bigint) as n)`;

const inventory = (sale: Sale) => [
  `${wanted(sale)}
   update tickets t set status = 2, purchase_id = w.id, version = 2
     from wanted w, generate_series(0, ${SEATS - 1}) as s
    where t.event_id = w.event_id and t.id = w.first + s`,
  `${wanted(sale)}
   insert into holds (purchase_id, status, ticket_ids, created_at)
     select id, 1, array[first, first + 1, first + 2, first + 3], at from wanted order by id`,
  `${wanted(sale)}
   insert into ticket_history (event_id, ticket_id, from_status, to_status, reason, purchase_id, at)
     select event_id, first + s, step.from_status, step.to_status, step.reason, id, at
       from wanted, generate_series(0, ${SEATS - 1}) as s,
            (values (1, 0, 1, 'reserved'), (2, 1, 2, 'paid')) as step(n, from_status, to_status, reason)
      order by id, s, step.n`,
];

const summedUp = ({ partnerId }: Sale, table: string, day: string) => `
   insert into ${table} (partner_id, event_id, event_name, section, currency${day}, sold, cancelled, amount, purchases)
     select partner_id, event_id, event_name, section, currency${day}, sum(sold), sum(cancelled), sum(amount), sum(purchases)
       from sales_totals where partner_id = ${partnerId}
      group by partner_id, event_id, event_name, section, currency${day}`;

const orders = (sale: Sale, firstGeneration: number) => [
  `${wanted(sale)}
   insert into sales (purchase_id, ticket_id, event_id, partner_id, customer_id, event_name, seat, section, price,
                      currency, sold_at)
     select w.id, w.first + s, w.event_id, ${sale.partnerId},
            (array[${sale.customerIds}])[1 + w.n % ${sale.customerIds.length}], 'Sold out',
            'S' || (w.first + s) % 1000000, 'Floor', ${PRICE}, 'BRL', w.at
       from wanted w, generate_series(0, ${SEATS - 1}) as s`,
  `${wanted(sale)}
   insert into purchases (id, customer_id, status, version, ticket_ids, pay_at_once, items, currency, generation, paid_at,
                          created_at, updated_at)
     select w.id, max(s.customer_id), 'paid', 4, array_agg(s.ticket_id order by s.ticket_id), true,
            jsonb_agg(jsonb_build_object('ticketId', s.ticket_id, 'eventId', s.event_id, 'eventName', s.event_name,
              'partnerId', s.partner_id, 'seat', s.seat, 'section', s.section, 'price', s.price,
              'startsAt', to_char(now() + interval '300 days', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) order by s.ticket_id),
            'BRL', ${firstGeneration} + w.n, w.at, w.at, w.at
       from wanted w join sales s on s.purchase_id = w.id group by w.id, w.n, w.at`,
  `${wanted(sale)}
   insert into purchase_history (purchase_id, version, from_status, to_status, actor, at)
     select id, step.version, step.from_status, step.to_status, 'system', at
       from wanted, (values (1, null, 'pending'), (2, 'pending', 'reserved'), (3, 'reserved', 'paying'),
                            (4, 'paying', 'paid')) as step(version, from_status, to_status)`,
  `${wanted(sale)}
   insert into payments (purchase_id, attempt, key, provider, method, amount, currency, status, reference, started_at,
                         updated_at)
     select id, 1, 'purchase-' || id || '-1', 'sandbox', 'card', ${SEATS * PRICE}, 'BRL', 'captured',
            'sandbox_bench_' || id, at, at from wanted`,
  `${wanted(sale)}, scopes as (
     select 0 as event_id, '' as event_name, null as section, at from wanted
     union all select event_id, 'Sold out', null, at from wanted
     union all select event_id, 'Sold out', 'Floor', at from wanted)
   insert into sales_totals (partner_id, event_id, event_name, section, currency, day, hour, sold, cancelled, amount,
                             purchases)
     select ${sale.partnerId}, event_id, event_name, section, 'BRL', (at at time zone 'UTC')::date,
            date_trunc('hour', at), ${SEATS} * count(*), 0, ${SEATS * PRICE} * count(*), count(*)
       from scopes group by event_id, event_name, section, (at at time zone 'UTC')::date, date_trunc('hour', at)`,
  summedUp(sale, 'sales_day_totals', ', day'),
  summedUp(sale, 'sales_scope_totals', ''),
];

/** Takes ids of purchases out of their sequence, so that nobody else is given them; answers the first. */
async function takeIds({ sql }: Bed, count: number): Promise<number> {
  const [ids] = await sql<{ first: string }>(
    'orders',
    `select setval(name, nextval(name) + ${count}) - ${count} as first
       from pg_get_serial_sequence('purchases', 'id') as name`,
  );
  return Number(ids?.first);
}

/**
 * Records purchases of all seats of events as the services would have left them, but for what nobody hears any more:
 * idempotency keys and published facts.
 */
export async function sellAll(bed: Bed, sold: SoldEvents, say: (line: string) => void): Promise<void> {
  const tickets = sold.events * sold.seats;
  const purchases = tickets / SEATS;
  const until = new Date(Date.now() - DAY_MS).toISOString();
  const sale = { ...sold, purchases, firstPurchase: await takeIds(bed, purchases), until };
  async function run(database: string, statements: string[]): Promise<void> {
    for (const [i, statement] of statements.entries()) {
      await ticking(`recording them in ${database}`, say, () => bed.sql(database, statement));
      say(`  ${tickets} sold tickets: ${database}, ${i + 1} of ${statements.length}`);
    }
    await bed.sql(database, 'vacuum analyze');
  }
  await run('inventory', inventory(sale));
  const hold = `select generation from holds where purchase_id = ${sale.firstPurchase}`;
  const [first] = await bed.sql<{ generation: string }>('inventory', hold);
  await run('orders', orders(sale, Number(first?.generation)));
}
