import { withPurchases } from '../reading/purchases.ts';
import { DEADLINE, type Row } from '../reading/snapshot.ts';
import { type Check, type Invariant, oneByOne, rule, violation } from './invariant.ts';
import { UNANSWERED, UNANSWERED_PURCHASES } from './unanswered-keys.ts';
import { ENDED, UNFINISHED } from './words.ts';

const FORGOTTEN = `
  select id as purchase_id, format('is %s, but nobody will drive it on', status) as problem
    from purchases p
   where status in ${UNFINISHED} and not exists (select from sagas s where s.purchase_id = p.id)`;

const OVERDUE = `
  select s.purchase_id, format('is %s, and was due at %s', p.status, s.due_at) as problem
    from sagas s join purchases p on p.id = s.purchase_id
   where s.due_at <= ${DEADLINE} and p.status in ${UNFINISHED}`;

// Whoever drives a purchase puts its due time off while the other side is silent, so the step's own age counts too.
const STALLED = `
  select p.id as purchase_id, format('is %s since %s', p.status, p.updated_at) as problem
    from purchases p
   where p.status in ('pending', 'paying', 'cancelling') and p.updated_at <= ${DEADLINE} - interval '2 minutes'`;

const NOTHING_TO_DO = `
  select s.purchase_id, 'is to be driven on, but ' || coalesce('is ' || p.status, 'does not exist') as problem
    from sagas s left join purchases p on p.id = s.purchase_id
   where p.id is null or p.status not in ${UNFINISHED}`;

const HELD_BY_NO_HOLD = `
  select t.id as ticket_id, t.purchase_id, 'is held, but not by the hold of that purchase' as problem
    from tickets t left join holds h on h.purchase_id = t.purchase_id and h.status = 0 and t.id = any(h.ticket_ids)
   where t.status = 1 and h.purchase_id is null`;

const EVENT_NOT_REFUNDED = `
  select event_id, format('was cancelled, and refunding it was due at %s', due_at) as problem
    from event_cancellations where done_at is null and due_at <= ${DEADLINE}`;

const SOLD_AFTER_REFUND = `
  select s.event_id, s.purchase_id, s.ticket_id, format('is still sold, but the event was refunded at %s', c.done_at)
           as problem
    from event_cancellations c join sales s on s.event_id = c.event_id
   where c.done_at is not null and s.cancelled_at is null`;

const UNRESOLVED = `
  select purchase_id, attempt, format('is a payment without an outcome, and was to be asked for at %s', due_at) as problem
    from unresolved_payments where due_at <= ${DEADLINE}`;

const UNRESOLVED_FORGOTTEN = `
  select p.purchase_id, p.attempt, 'is a payment without an outcome that nobody asks for' as problem
    from payments p left join unresolved_payments u using (purchase_id, attempt)
   where p.status = 'unresolved' and u.purchase_id is null`;

const PAYMENT_OF_ENDED = `
  select p.purchase_id, p.attempt, format('is a payment in progress of a purchase that is %s', o.status) as problem
    from payments p join purchases o on o.id = p.purchase_id
   where p.status = 'processing' and o.status in ${ENDED}`;

const HOLDS = 'select purchase_id, cardinality(ticket_ids) as tickets from holds where status = 0';

type Hold = Row & { purchase_id: number; tickets: number };

const heldForNobody: Check = async function* check({ order, inventory }) {
  const holds = withPurchases(order, oneByOne(inventory.batches<Hold>(HOLDS)), ({ purchase_id }) => purchase_id);
  for await (const [{ purchase_id, tickets }, purchase] of holds) {
    if (purchase && ['pending', 'reserved', 'paying'].includes(purchase.status)) continue;
    // A purchase that has just ended gives its tickets back by an event.
    if (purchase && !purchase.settled) continue;
    const state = purchase ? `is ${purchase.status}` : 'does not exist';
    yield violation('held', { purchase_id }, `${state}, but its hold stands with ${tickets} tickets`);
  }
};

/** I8: whatever was begun comes to its end in time, and nothing stays behind. */
export const nothingUnfinished: Invariant = {
  id: 'I8',
  sentence: 'nothing unfinished is past its deadline, and nothing is held for nobody',
  tables: {
    order: ['purchases', 'sagas', 'event_cancellations', 'payments', 'unresolved_payments', 'idempotency_keys'],
    inventory: ['holds', 'tickets', 'idempotency_keys'],
    catalog: ['idempotency_keys'],
    identity: ['idempotency_keys'],
  },
  checks: [
    rule('forgotten', 'order', FORGOTTEN),
    rule('overdue', 'order', OVERDUE),
    rule('stalled', 'order', STALLED),
    rule('nothing to do', 'order', NOTHING_TO_DO),
    heldForNobody,
    rule('held by no hold', 'inventory', HELD_BY_NO_HOLD),
    rule('event not refunded', 'order', EVENT_NOT_REFUNDED),
    rule('sold after refund', 'order', SOLD_AFTER_REFUND),
    rule('unresolved', 'order', UNRESOLVED),
    rule('unresolved and forgotten', 'order', UNRESOLVED_FORGOTTEN),
    rule('payment of an ended purchase', 'order', PAYMENT_OF_ENDED),
    rule('unanswered purchase', 'order', UNANSWERED_PURCHASES),
    rule('unanswered by inventory', 'inventory', UNANSWERED),
    rule('unanswered by catalog', 'catalog', UNANSWERED),
    rule('unanswered by identity', 'identity', UNANSWERED),
  ],
};
