import { type Invariant, rule } from './invariant.ts';
import { CAPTURES } from './words.ts';

// The tickets of paid purchases as they were offered, without those that were given back before they were sold.
const QUOTED = `(
  select p.id as purchase_id, i."ticketId" as ticket_id, i.price, p.currency,
         i."ticketId" = any(p.cancelled_ticket_ids) as cancelled
    from purchases p, jsonb_to_recordset(p.items) as i("ticketId" bigint, price bigint)
   where p.paid_at is not null and i."ticketId" <> all(p.released_ticket_ids))`;

const STATUS = `
  select id as purchase_id,
         format('is %s, but %s', status, case when paid_at is null then 'was never paid' else 'was paid' end) as problem
    from purchases
   where (status = 'paid' and paid_at is null)
      or (paid_at is not null and status not in ('paid', 'cancelling', 'cancelled'))`;

const PAYMENT = `
  select p.id as purchase_id,
         case when c.n is null then format('is paid, but nothing was captured of %s', q.total)
              when c.n > 1 then format('is paid by %s captured payments', c.n)
              else format('cost %s, but %s was captured', coalesce(q.total, 0), c.amount) end as problem
    from purchases p
    left join (select purchase_id, sum(price) as total from ${QUOTED} q group by purchase_id) q on q.purchase_id = p.id
    left join (select purchase_id, count(*) as n, sum(amount) as amount from ${CAPTURES} c group by purchase_id) c
      on c.purchase_id = p.id
   where p.paid_at is not null
     and case when coalesce(q.total, 0) = 0 then c.n is not null
              else c.n is distinct from 1 or c.amount <> q.total end`;

// Ended purchases are the concern of I3, and those whose refund is under way have been told already.
const TAKEN = `
  select c.purchase_id, c.attempt,
         format('is a %s payment, but its purchase %s', c.status,
                case when p.id is null then 'does not exist' else 'is ' || p.status end) as problem
    from ${CAPTURES} c left join purchases p on p.id = c.purchase_id
   where p.id is null or p.status in ('pending', 'reserved', 'paying')`;

const SALES = `
  select coalesce(q.purchase_id, s.purchase_id) as purchase_id, coalesce(q.ticket_id, s.ticket_id) as ticket_id,
         case when s.ticket_id is null then 'is paid, but there is no sale of it'
              when q.ticket_id is null then 'has a sale, but was not paid by that purchase'
              when q.price <> s.price then format('was offered at %s and sold at %s', q.price, s.price)
              when q.currency <> s.currency then format('was offered in %s and sold in %s', q.currency, s.currency)
              when q.cancelled then 'was cancelled, but its sale stands'
              else 'has a cancelled sale, but was not cancelled' end as problem
    from ${QUOTED} q
    full join sales s on s.purchase_id = q.purchase_id and s.ticket_id = q.ticket_id
   where q.ticket_id is null or s.ticket_id is null or q.price <> s.price or q.currency <> s.currency
      or q.cancelled <> (s.cancelled_at is not null)`;

const ALL_ITS_TICKETS = `
  select id as purchase_id, 'is paid, but was not offered exactly the tickets it asked for' as problem
    from purchases
   where paid_at is not null
     and (cardinality(ticket_ids) <> jsonb_array_length(items)
          or exists (select from jsonb_to_recordset(items) as i("ticketId" bigint)
                      where i."ticketId" <> all(ticket_ids)))`;

const NOTHING_LEFT = `
  select id as purchase_id, 'is paid, but no ticket of it is sold' as problem
    from purchases p
   where status = 'paid'
     and not exists (select from sales s where s.purchase_id = p.id and s.cancelled_at is null)`;

/** I2: a purchase is paid exactly when its money came and its tickets went, at the price it was told. */
export const paidMeansSold: Invariant = {
  id: 'I2',
  sentence: 'paid <=> one captured payment <=> all its tickets sold to it at the quoted price',
  tables: { order: ['purchases', 'payments', 'sales'] },
  checks: [
    rule('status', 'order', STATUS),
    rule('payment', 'order', PAYMENT),
    rule('taken', 'order', TAKEN),
    rule('sales', 'order', SALES),
    rule('all its tickets', 'order', ALL_ITS_TICKETS),
    rule('nothing left', 'order', NOTHING_LEFT),
  ],
};
