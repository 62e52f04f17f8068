import { mismatches } from '../reading/mismatches.ts';
import { DEADLINE, type Row } from '../reading/snapshot.ts';
import { type Check, type Invariant, rule, violation } from './invariant.ts';
import { CAPTURED, ENDED, GIVEN_BACK } from './words.ts';

const REASON = `
  select id as purchase_id, format('is %s without a reason', status) as problem
    from purchases where status in ${ENDED} and coalesce(reason, '') = ''`;

const MONEY = `
  select p.id as purchase_id,
         format('is %s, but %s was captured and %s given back', p.status, coalesce(c.amount, 0), coalesce(r.amount, 0))
           as problem
    from purchases p
    left join (select purchase_id, sum(amount) as amount from payments where status in ${CAPTURED} group by purchase_id) c
      on c.purchase_id = p.id
    left join (select purchase_id, sum(amount) as amount from ${GIVEN_BACK} r group by purchase_id) r
      on r.purchase_id = p.id
   where p.status in ${ENDED} and coalesce(c.amount, 0) <> coalesce(r.amount, 0)`;

const SALES = `
  select s.purchase_id, s.ticket_id, format('is sold to a purchase that is %s', p.status) as problem
    from sales s join purchases p on p.id = s.purchase_id
   where s.cancelled_at is null and p.status in ${ENDED}`;

// Giving back travels by an event, which may take its time.
const ENDED_PURCHASES = `
  select id as purchase_id, status from purchases where status in ${ENDED} and updated_at <= ${DEADLINE} order by id`;
const TAKEN_TICKETS = `
  select purchase_id, id as ticket_id, status from tickets where status in (1, 2) order by purchase_id, id`;

type Ended = Row & { purchase_id: number; status: string };
type Taken = Row & { purchase_id: number; ticket_id: number; status: number };

const tickets: Check = async function* check({ order, inventory }) {
  const pairs = mismatches(
    { batches: order.batches<Ended>(ENDED_PURCHASES), keyOf: ({ purchase_id }) => purchase_id },
    { batches: inventory.batches<Taken>(TAKEN_TICKETS), keyOf: ({ purchase_id }) => purchase_id },
    (ended, taken) => ended.length === 0 || taken.length === 0,
  );
  for await (const { left, right } of pairs) {
    for (const { purchase_id, ticket_id, status } of right) {
      const problem = `is ${status === 1 ? 'held by' : 'sold to'} a purchase that is ${left[0]?.status}`;
      yield violation('tickets', { purchase_id, ticket_id }, problem);
    }
  }
};

/** I3: a purchase that came to nothing keeps neither tickets nor money, and tells why. */
export const endedKeepsNothing: Invariant = {
  id: 'I3',
  sentence: 'failed, expired or cancelled => no tickets held or sold, net money zero, with a reason',
  tables: { order: ['purchases', 'payments', 'refunds', 'sales'], inventory: ['tickets'] },
  checks: [rule('reason', 'order', REASON), rule('money', 'order', MONEY), rule('sales', 'order', SALES), tickets],
};
