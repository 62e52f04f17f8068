import { eventIdOf } from '@boxoffice/kernel';
import { LockMode, raw } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { statusOf, type Ticket } from '../domain/ticket.ts';
import { TicketEntity } from './entities.ts';

/** A locked ticket as a row. */
export type LockedRow = {
  id: number;
  event_id: number;
  batch_id: number;
  seat: string;
  section: string;
  price: number;
  status: number;
  purchase_id: number | null;
};

const COLUMNS = ['id', 'eventId', 'batchId', 'seat', 'section', 'price', 'status', 'purchaseId'] as const;

/**
 * Locks tickets (`SELECT ... FOR UPDATE`) and reads them as they are once the locks are held; ids that do not exist are
 * left out. Rows are locked in id order in one query, whoever asks: transactions that want the same tickets queue up
 * and can't deadlock. Every transaction that changes a ticket goes through here first, and touches `holds` only after;
 * one that needs an event's terms to stay as they are locks those before (`keepTerms`).
 */
export async function lockTickets(em: EntityManager, ticketIds: number[]): Promise<Map<number, Ticket>> {
  const ids = [...new Set(ticketIds)];
  if (ids.length === 0) return new Map();
  return lock(em, 'select * from unnest(?::bigint[], ?::bigint[])', [ids.map(eventIdOf), ids]);
}

function lockQuery(em: EntityManager, keys: string, lists: string[]) {
  return em
    .createQueryBuilder(TicketEntity, 't')
    .select([...COLUMNS])
    .where(raw(`(t.event_id, t.id) in (${keys})`, lists))
    .orderBy({ eventId: 'asc', id: 'asc' })
    .setLockMode(LockMode.PESSIMISTIC_WRITE);
}

async function lock(em: EntityManager, keys: string, lists: number[][]): Promise<Map<number, Ticket>> {
  const arrays = lists.map((ids) => `{${ids.join(',')}}`);
  const rows: LockedRow[] = await lockQuery(em, keys, arrays).execute('all', false);
  return new Map(rows.map((row) => [row.id, toTicket(row)]));
}

/** The query by which `lockTickets` locks, for a statement that selects the keys (event and id) itself. */
export function lockingSql(em: EntityManager, keys: string): string {
  return lockQuery(em, keys, []).getFormattedQuery();
}

/** A locked row as a ticket. */
export function toTicket(row: LockedRow): Ticket {
  return {
    id: row.id,
    eventId: row.event_id,
    batchId: row.batch_id,
    seat: row.seat,
    section: row.section,
    price: row.price,
    status: statusOf(row.status),
    purchaseId: row.purchase_id,
  };
}
