import { eventIdOf, notFound } from '@boxoffice/kernel';
import { type Database, query, toDate } from '@boxoffice/platform';
import { statusOf, type TicketStatus } from '../domain/ticket.ts';
import { requireOwn } from '../storage/terms.ts';

/** One step in a ticket's life; the first one comes from nowhere. */
export type HistoryStep = {
  from: TicketStatus | null;
  to: TicketStatus;
  reason: string;
  purchaseId: number | null;
  at: Date;
};

type HistoryRow = { from_status: number; to_status: number; reason: string; purchase_id: number | null; at: string };

/**
 * Lists every change of one ticket of a partner's own event, oldest first. A ticket's creation is told by its batch.
 * Throws `event_not_found`, `ticket_not_found`.
 */
export function listTicketHistory(database: Database) {
  return async (eventId: number, ticketId: number, partnerId: number): Promise<HistoryStep[]> => {
    const em = database.read();
    await requireOwn(em, eventId, partnerId);
    const [created] = await query<{ created_at: string }>(
      em,
      `select b.created_at from tickets t join batches b on b.event_id = t.event_id and b.id = t.batch_id
        where t.event_id = $1 and t.id = $2`,
      [eventId, ticketId],
    );
    if (!created || eventIdOf(ticketId) !== eventId) throw notFound('ticket');
    const rows = await query<HistoryRow>(
      em,
      `select from_status, to_status, reason, purchase_id, at from ticket_history
        where event_id = $1 and ticket_id = $2 order by id`,
      [eventId, ticketId],
    );
    const first: HistoryStep = {
      from: null,
      to: 'available',
      reason: 'created',
      purchaseId: null,
      at: toDate(created.created_at),
    };
    const steps = rows.map((row) => ({
      from: statusOf(row.from_status),
      to: statusOf(row.to_status),
      reason: row.reason,
      purchaseId: row.purchase_id,
      at: toDate(row.at),
    }));
    return [first, ...steps];
  };
}
