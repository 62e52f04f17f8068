import { DomainError, eventIdOf, invalidField } from '@boxoffice/kernel';
import { type Database, query } from '@boxoffice/platform';
import type { TakenTickets } from '../domain/taken-tickets.ts';
import type { Ticket } from '../domain/ticket.ts';
import { notePrices } from '../storage/counts.ts';
import { lockTickets } from '../storage/locking.ts';
import { keepTerms, requireOwn } from '../storage/terms.ts';
import { changeTickets } from '../storage/ticket-changes.ts';

/** What a partner wants of tickets that are neither held nor sold. */
export type TicketUpdate = {
  eventId: number;
  partnerId: number;
  ticketIds: number[];
  price?: number;
  status?: 'available' | 'withdrawn';
};

const MAX_TICKETS = 1000;

function requireChangeable(ids: number[], eventId: number, tickets: Map<number, Ticket>): Ticket[] {
  const missing = ids.filter((id) => eventIdOf(id) !== eventId || !tickets.has(id));
  if (missing.length > 0) {
    throw new DomainError('not_found', 'ticket_not_found', 'Some of the tickets do not exist.', {
      ticket_ids: missing,
    });
  }
  const found = ids.flatMap((id) => tickets.get(id) ?? []);
  const taken = found.filter(({ status }) => status === 'held' || status === 'sold').map(({ id }) => id);
  if (taken.length > 0) {
    const message = 'Some of the tickets are held or sold; nothing was changed.';
    throw new DomainError('conflict', 'ticket_not_available', message, { ticket_ids: taken });
  }
  return found;
}

/** Reprices, withdraws or puts back tickets, all or nothing; answers them by id with the event's currency. */
export function updateTickets(database: Database, known: TakenTickets) {
  return ({
    eventId,
    partnerId,
    ticketIds,
    price,
    status,
  }: TicketUpdate): Promise<{ tickets: Ticket[]; currency: string }> => {
    const ids = [...new Set(ticketIds)].sort((a, b) => a - b);
    if (ids.length < 1 || ids.length > MAX_TICKETS)
      throw invalidField('ticket_ids', `must name 1 to ${MAX_TICKETS} tickets`);
    if (price !== undefined && price < 0) throw invalidField('price', 'must be 0 or more');
    return database.transaction('update tickets', async (em) => {
      // A ticket that is put back stays on sale only if the event does.
      await keepTerms(em, [eventId]);
      const { currency, status: eventStatus } = await requireOwn(em, eventId, partnerId);
      if (eventStatus === 'cancelled') throw new DomainError('conflict', 'event_cancelled', 'The event is cancelled.');
      const own = ids.filter((id) => eventIdOf(id) === eventId);
      const tickets = requireChangeable(ids, eventId, await lockTickets(em, own));
      if (price !== undefined) {
        await query(
          em,
          'update tickets set price = $3, version = version + 1 where event_id = $1 and id = any($2::bigint[]) and price <> $3',
          [eventId, ids, price],
        );
        await notePrices(em, eventId);
      }
      if (status !== undefined) {
        const changes = tickets
          .filter((ticket) => ticket.status !== status)
          .map(({ id, status: from }) => {
            const reason = status === 'withdrawn' ? 'withdrawn' : 'put_back';
            return { ticketId: id, eventId, from, to: status, reason, purchaseId: null };
          });
        await changeTickets(em, changes);
        known.forget(ids);
      }
      const changed = tickets.map((ticket) => ({
        ...ticket,
        price: price ?? ticket.price,
        status: status ?? ticket.status,
      }));
      return { tickets: changed, currency };
    });
  };
}
