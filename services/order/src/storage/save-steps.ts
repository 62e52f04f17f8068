import type { Database } from '@boxoffice/platform';
import { bindings, type Column, idList, rowSet } from './bindings.ts';
import { partsOf, type Step } from './step-parts.ts';

const CHANGE: Column<Step>[] = [
  ['id', 'bigint', ({ after }) => after.id],
  ['from_version', 'int', ({ before }) => before.version],
  ['version', 'int', ({ after }) => after.version],
  ['status', 'text', ({ after }) => after.status],
  ['reason', 'text', ({ after }) => after.reason],
  ['items', 'text', ({ before, after }) => (before.items === after.items ? null : JSON.stringify(after.items))],
  ['currency', 'text', ({ after }) => after.currency],
  ['generation', 'bigint', ({ after }) => after.generation],
  ['released', 'text', ({ after }) => idList(after.releasedTicketIds)],
  ['cancelled', 'text', ({ after }) => idList(after.cancelledTicketIds)],
  ['pay_at_once', 'boolean', ({ after }) => after.payAtOnce],
  ['expires_at', 'timestamptz', ({ after }) => after.expiresAt],
  ['paid_at', 'timestamptz', ({ after }) => after.paidAt],
  ['updated_at', 'timestamptz', ({ after }) => after.updatedAt],
  ['due_at', 'timestamptz', ({ due }) => (due instanceof Date ? due : null)],
  ['done', 'boolean', ({ due }) => due === 'never'],
];

const CHANGED = `update purchases p
   set version = c.version, status = c.status, reason = c.reason, items = coalesce(c.items::jsonb, p.items),
       currency = c.currency, generation = c.generation, released_ticket_ids = c.released::bigint[],
       cancelled_ticket_ids = c.cancelled::bigint[], pay_at_once = c.pay_at_once, expires_at = c.expires_at,
       paid_at = c.paid_at, updated_at = c.updated_at
  from change c where p.id = c.id and p.version = c.from_version returning p.id, c.due_at, c.done`;

const DUE = `insert into sagas (purchase_id, due_at) select id, due_at from changed where due_at is not null
  on conflict (purchase_id) do update set due_at = excluded.due_at`;

const DONE = 'delete from sagas s using changed where s.purchase_id = changed.id and changed.done';

/**
 * Stores steps of many purchases in one statement, which is one transaction: the purchase, its history, payment, sales,
 * figures and facts together. Answers for each whether it was stored; one whose purchase has moved on since it was read
 * is not, with all that belongs to it.
 */
export async function saveSteps(database: Database, provider: string, steps: Step[]): Promise<boolean[]> {
  const { bind, values } = bindings();
  const inOrder = [...steps].sort((a, b) => a.after.id - b.after.id);
  const change = `change as (select * from ${rowSet(bind, 'c', inOrder, CHANGE)})`;
  const bodies = [CHANGED, DUE, DONE, ...partsOf(provider).flatMap((part) => part(bind, inOrder) ?? [])];
  const named = bodies.map((body, i) => `${i === 0 ? 'changed' : `part_${i}`} as (${body})`);
  const targets = [...new Set(inOrder.map(({ after }) => after.status))].sort();
  const rows = await database.statement<{ id: number }>(
    `step to ${targets.join(' and ')}`,
    `with ${[change, ...named].join(',\n')}\nselect id from changed`,
    values,
  );
  const stored = new Set(rows.map(({ id }) => id));
  return steps.map(({ after }) => stored.has(after.id));
}
