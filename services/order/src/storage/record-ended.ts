import type { Database } from '@boxoffice/platform';
import { bindings, type Column, idList, rowSet } from './bindings.ts';
import { ASKED, FRESH, type NewPurchase } from './new-purchases.ts';
import { partsOf, type Step } from './step-parts.ts';

/** A purchase that ended as it began: what was asked for, its one step, and the answer to keep for its key. */
export type EndedPurchase = NewPurchase & { step: Step; response: Uint8Array };

const ENDED: Column<EndedPurchase>[] = [
  ['id', 'bigint', ({ step }) => step.after.id],
  ...ASKED,
  ['response', 'bytea', ({ response }) => Buffer.from(response)],
  ['status', 'text', ({ step }) => step.after.status],
  ['reason', 'text', ({ step }) => step.after.reason],
  ['version', 'int', ({ step }) => step.after.version],
  ['items', 'text', ({ step }) => JSON.stringify(step.after.items)],
  ['currency', 'text', ({ step }) => step.after.currency],
  ['released', 'text', ({ step }) => idList(step.after.releasedTicketIds)],
  ['at', 'timestamptz', ({ step }) => step.after.updatedAt],
];

const CHANGED = `insert into purchases (id, customer_id, status, reason, version, ticket_ids, pay_at_once, items, currency,
    released_ticket_ids, created_at, updated_at)
  select id, customer_id, status, reason, version, ticket_ids::bigint[], pay_at_once, items::jsonb, currency,
    released::bigint[], at, at from fresh returning id`;

const BEGUN = `insert into purchase_history (purchase_id, version, to_status, actor, at)
  select id, 1, 'pending', 'customer:' || customer_id, at from fresh`;

/** Takes ids for so many purchases that are not stored yet. */
export async function takeIds(database: Database, count: number): Promise<number[]> {
  const rows = await database.statement<{ id: number }>(
    'take ids',
    `select nextval(pg_get_serial_sequence('purchases', 'id')) as id from generate_series(1, $1::int)`,
    [count],
  );
  return rows.map(({ id }) => id);
}

/**
 * Records purchases that ended as they began in one statement, with everything that belongs to their one step. Answers
 * the ids of those that were recorded: the customers of the others have used their keys within a day. Keys must differ.
 */
export async function recordEnded(database: Database, provider: string, ended: EndedPurchase[]): Promise<Set<number>> {
  const { bind, values } = bindings();
  const rows = rowSet(bind, 'c', ended, ENDED);
  const steps = ended.map(({ step }) => step);
  const bodies = [BEGUN, ...partsOf(provider).flatMap((part) => part(bind, steps) ?? [])];
  const parts = bodies.map((body, i) => `part_${i} as (${body})`);
  const recorded = await database.statement<{ id: number }>(
    'record ended purchases',
    `with v as (select * from ${rows}), ${[FRESH, `changed as (${CHANGED})`, ...parts].join(',\n')}
     select id from changed`,
    values,
  );
  return new Set(recorded.map(({ id }) => id));
}
