import { type Invariant, rule } from './invariant.ts';
import { CAPTURED, CAPTURES, GIVEN_BACK } from './words.ts';

const TWICE_BY_KEY = `
  select key, format('was captured %s times, for purchases %s', count(*), string_agg(purchase_id::text, ', '))
           as problem
    from payments where status in ${CAPTURED} group by key having count(*) > 1`;

const TWICE_BY_PURCHASE = `
  select purchase_id, format('was captured %s times, in attempts %s', count(*), string_agg(attempt::text, ', '))
           as problem
    from ${CAPTURES} c group by purchase_id having count(*) > 1`;

// Refunds under way count too: they are promised.
const REFUNDED_TOO_MUCH = `
  select purchase_id, format('gets %s back of %s captured', r.amount, coalesce(c.amount, 0)) as problem
    from (select purchase_id, sum(amount) as amount from refunds group by purchase_id) r
    left join (select purchase_id, sum(amount) as amount from payments where status in ${CAPTURED} group by purchase_id) c
      using (purchase_id)
   where r.amount > coalesce(c.amount, 0)`;

// The provider has that money back: it is the customer's until somebody has settled it in another way.
const CAME_BACK = `
  select r.purchase_id, f.key, format('did not arrive (%s), and nobody has settled it', f.reason) as problem
    from failed_refunds f join refunds r using (key) where f.settled_at is null`;

// What came, what went back, and what the live sales are worth. Money for tickets that were gone when it came is worth
// nothing and is on its way back.
const MONEY = `(
  select purchase_id, currency, amount as came, 0 as went, 0 as worth from payments where status in ${CAPTURED}
  union all select purchase_id, currency, 0, amount, 0 from ${GIVEN_BACK} r
  union all select r.purchase_id, r.currency, 0, r.amount, 0
    from refunds r join purchases p on p.id = r.purchase_id
   where r.done_at is null and cardinality(r.ticket_ids) > 0 and p.status = 'cancelling' and p.paid_at is null
  union all select purchase_id, currency, 0, 0, price from sales where cancelled_at is null)`;

const BALANCE = `format('%s came in and %s went back, but live sales are worth %s', sum(came), sum(went), sum(worth))`;

const BY_PURCHASE = `
  select purchase_id, currency, ${BALANCE} as problem
    from ${MONEY} m group by purchase_id, currency having sum(came) - sum(went) <> sum(worth)`;

const BY_CURRENCY = `
  select currency, ${BALANCE} as problem
    from ${MONEY} m group by currency having sum(came) - sum(went) <> sum(worth)`;

/** I5: money is taken once, never given back beyond that, arrives when it is given back, and equals what is sold. */
export const moneyAddsUp: Invariant = {
  id: 'I5',
  sentence:
    'one capture per payment key and purchase, refunds within it and arrived; money in - money out = live sales',
  tables: { order: ['payments', 'refunds', 'failed_refunds', 'sales'] },
  checks: [
    rule('captured twice', 'order', TWICE_BY_KEY),
    rule('paid twice', 'order', TWICE_BY_PURCHASE),
    rule('refunded too much', 'order', REFUNDED_TOO_MUCH),
    rule('refund that came back', 'order', CAME_BACK),
    rule('balance of a purchase', 'order', BY_PURCHASE),
    rule('balance of a currency', 'order', BY_CURRENCY),
  ],
};
