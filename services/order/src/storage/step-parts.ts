import type { Fact } from '@boxoffice/platform';
import type { HistoryStep } from '../domain/outcomes.ts';
import { type Purchase, type PurchaseItem, paymentKey, refundKey, standingItems } from '../domain/purchase.ts';
import { lostDemand, salesDeltas } from '../domain/sales.ts';
import { type Bind, type Column, idList, rowSet } from './bindings.ts';

/** One step of one purchase, to be stored whole or not at all. */
export type Step = {
  before: Purchase;
  after: Purchase;
  history: HistoryStep[];
  facts: Fact[];
  /** When somebody else may take the purchase up: `as_it_is` when the lease it has will do, `never` when nothing is left. */
  due: Date | 'as_it_is' | 'never';
  /** The answer to keep for the idempotency key of the command, or for all keys of its operation that have none. */
  answer: { response: Uint8Array; operation: string; key: string | null } | null;
};

/** A part of the statement; undefined when none of the steps has anything for it. */
export type Part = (bind: Bind, steps: Step[]) => string | undefined;

// A table that gets rows of its own with a step; a step that was not stored takes its rows with it.
function insertInto<Item>(
  table: string,
  itemsOf: (step: Step) => Item[],
  columns: Column<Item>[],
  conflict = '',
): Part {
  return (bind, steps) => {
    const items = steps.flatMap((step) => itemsOf(step).map((item) => ({ item, id: step.after.id })));
    if (items.length === 0) return undefined;
    const names = columns.map(([name]) => name).join(', ');
    const all: Column<{ item: Item; id: number }>[] = columns.map(([name, type, value]) => [
      name,
      type,
      ({ item }) => value(item),
    ]);
    const rows = rowSet(bind, 'v', items, [['of_purchase', 'bigint', ({ id }) => id], ...all]);
    const values = columns.map(([name]) => (ID_LISTS.has(name) ? `v.${name}::bigint[]` : `v.${name}`)).join(', ');
    return `insert into ${table} (${names}) select ${values} from ${rows} join changed on changed.id = v.of_purchase ${conflict}`;
  };
}

const ID_LISTS = new Set(['ticket_ids']);

type Dated<T> = T & { step: Step };

const history = insertInto<HistoryStep & { purchaseId: number; version: number; at: Date }>(
  'purchase_history',
  ({ before, after, history: steps }) =>
    steps.map((step, i) => ({ ...step, purchaseId: after.id, version: before.version + 1 + i, at: after.updatedAt })),
  [
    ['purchase_id', 'bigint', ({ purchaseId }) => purchaseId],
    ['version', 'int', ({ version }) => version],
    ['from_status', 'text', ({ from }) => from],
    ['to_status', 'text', ({ to }) => to],
    ['reason', 'text', ({ reason }) => reason],
    ['actor', 'text', ({ actor }) => actor],
    ['at', 'timestamptz', ({ at }) => at],
  ],
);

function payments(provider: string): Part {
  return insertInto<Purchase>(
    'payments',
    ({ before, after }) => (after.payment && before.payment !== after.payment ? [after] : []),
    [
      ['purchase_id', 'bigint', ({ id }) => id],
      ['attempt', 'int', ({ payment }) => payment?.attempt],
      ['key', 'text', (purchase) => paymentKey(purchase)],
      ['provider', 'text', () => provider],
      ['method', 'text', ({ payment }) => payment?.method],
      ['amount', 'bigint', ({ payment }) => payment?.amount],
      ['currency', 'text', ({ currency }) => currency],
      ['status', 'text', ({ payment }) => payment?.status],
      ['reference', 'text', ({ payment }) => payment?.reference],
      ['decline_code', 'text', ({ payment }) => payment?.declineCode],
      ['started_at', 'timestamptz', ({ payment }) => payment?.startedAt],
      ['updated_at', 'timestamptz', ({ updatedAt }) => updatedAt],
    ],
    `on conflict (purchase_id, attempt) do update set status = excluded.status, reference = excluded.reference,
       decline_code = excluded.decline_code, updated_at = excluded.updated_at`,
  );
}

const unresolved = insertInto<Purchase>(
  'unresolved_payments',
  ({ before, after }) => (after.payment?.status === 'unresolved' && before.payment !== after.payment ? [after] : []),
  [
    ['purchase_id', 'bigint', ({ id }) => id],
    ['attempt', 'int', ({ payment }) => payment?.attempt],
    ['key', 'text', (purchase) => paymentKey(purchase)],
    ['amount', 'bigint', ({ payment }) => payment?.amount],
    ['currency', 'text', ({ currency }) => currency],
    ['due_at', 'timestamptz', ({ updatedAt }) => updatedAt],
  ],
  'on conflict do nothing',
);

const refunds = insertInto<Purchase>(
  'refunds',
  ({ before, after }) => (after.refund && !before.refund ? [after] : []),
  [
    ['purchase_id', 'bigint', ({ id }) => id],
    ['number', 'int', ({ refund }) => refund?.number],
    ['key', 'text', (purchase) => refundKey(purchase)],
    ['amount', 'bigint', ({ refund }) => refund?.amount],
    ['currency', 'text', ({ currency }) => currency],
    ['ticket_ids', 'text', ({ refund }) => idList(refund?.ticketIds ?? [])],
    ['reason', 'text', ({ refund }) => refund?.reason],
    ['started_at', 'timestamptz', ({ updatedAt }) => updatedAt],
  ],
);

const refundsDone: Part = (bind, steps) => {
  const done = steps.filter(({ before, after }) => before.refund && !after.refund);
  if (done.length === 0) return undefined;
  const rows = rowSet(bind, 'v', done, [
    ['id', 'bigint', ({ after }) => after.id],
    ['number', 'int', ({ before }) => before.refund?.number],
    ['at', 'timestamptz', ({ after }) => after.updatedAt],
  ]);
  return `update refunds r set done_at = v.at from ${rows} join changed using (id)
    where r.purchase_id = v.id and r.number = v.number`;
};

const sales = insertInto<Dated<PurchaseItem>>(
  'sales',
  (step) =>
    step.after.paidAt && !step.before.paidAt ? standingItems(step.after).map((item) => ({ ...item, step })) : [],
  [
    ['purchase_id', 'bigint', ({ step }) => step.after.id],
    ['ticket_id', 'bigint', ({ ticketId }) => ticketId],
    ['event_id', 'bigint', ({ eventId }) => eventId],
    ['partner_id', 'bigint', ({ partnerId }) => partnerId],
    ['customer_id', 'bigint', ({ step }) => step.after.customerId],
    ['event_name', 'text', ({ eventName }) => eventName],
    ['seat', 'text', ({ seat }) => seat],
    ['section', 'text', ({ section }) => section],
    ['price', 'bigint', ({ price }) => price],
    ['currency', 'text', ({ step }) => step.after.currency],
    ['sold_at', 'timestamptz', ({ step }) => step.after.paidAt],
  ],
);

const salesCancelled: Part = (bind, steps) => {
  const gone = steps.flatMap(({ before, after }) =>
    after.cancelledTicketIds
      .filter((id) => !before.cancelledTicketIds.includes(id))
      .map((ticketId) => ({ id: after.id, ticketId, at: after.updatedAt })),
  );
  if (gone.length === 0) return undefined;
  const rows = rowSet(bind, 'v', gone, [
    ['id', 'bigint', ({ id }) => id],
    ['ticket_id', 'bigint', ({ ticketId }) => ticketId],
    ['at', 'timestamptz', ({ at }) => at],
  ]);
  return `update sales s set cancelled_at = v.at from ${rows} join changed using (id)
    where s.purchase_id = v.id and s.ticket_id = v.ticket_id and s.cancelled_at is null`;
};

const deltas = insertInto('sales_deltas', ({ before, after }) => salesDeltas(before, after), [
  ['partner_id', 'bigint', ({ partnerId }) => partnerId],
  ['event_id', 'bigint', ({ eventId }) => eventId],
  ['event_name', 'text', ({ eventName }) => eventName],
  ['section', 'text', ({ section }) => section],
  ['currency', 'text', ({ currency }) => currency],
  ['hour', 'timestamptz', ({ soldAt }) => new Date(Math.floor(soldAt.getTime() / 3_600_000) * 3_600_000)],
  ['sold', 'int', ({ sold }) => sold],
  ['cancelled', 'int', ({ cancelled }) => cancelled],
  ['amount', 'bigint', ({ amount }) => amount],
  ['purchases', 'int', ({ purchases }) => purchases],
]);

const lost = insertInto('lost_demand', ({ after }) => lostDemand(after).map((demand) => ({ ...demand, after })), [
  ['partner_id', 'bigint', ({ partnerId }) => partnerId],
  ['purchase_id', 'bigint', ({ after }) => after.id],
  ['event_id', 'bigint', ({ eventId }) => eventId],
  ['at', 'timestamptz', ({ after }) => after.updatedAt],
  ['reason', 'text', ({ after }) => after.reason],
  ['ticket_ids', 'text', ({ ticketIds }) => idList(ticketIds)],
  ['amount', 'bigint', ({ amount }) => amount],
  ['currency', 'text', ({ currency }) => currency],
]);

const outbox = insertInto<Fact>('outbox', ({ facts }) => facts, [
  ['subject', 'text', ({ subject }) => subject],
  ['payload', 'bytea', ({ payload }) => Buffer.from(payload)],
]);

const answers: Part = (bind, steps) => {
  // A command without a key has no answer to keep.
  const answered = steps.filter(({ answer }) => answer !== null && answer.key !== '');
  if (answered.length === 0) return undefined;
  const rows = rowSet(bind, 'v', answered, [
    ['id', 'bigint', ({ after }) => after.id],
    ['operation', 'text', ({ answer }) => answer?.operation],
    ['key', 'text', ({ answer }) => answer?.key],
    ['response', 'bytea', ({ answer }) => answer && Buffer.from(answer.response)],
  ]);
  return `update idempotency_keys k set response = v.response from ${rows} join changed using (id)
    where k.purchase_id = v.id and k.operation = v.operation and (v.key is null or k.key = v.key) and k.response is null`;
};

/** Everything that is stored with the steps of purchases, table by table; `provider` is the payment provider's name. */
export function partsOf(provider: string): Part[] {
  const money = [payments(provider), unresolved, refunds, refundsDone];
  return [history, ...money, sales, salesCancelled, deltas, lost, outbox, answers];
}
