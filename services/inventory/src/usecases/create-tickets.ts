import type { Idempotency } from '@boxoffice/contracts/common/v1/idempotency';
import {
  type CreateTicketsResponse,
  CreateTicketsResponseSchema,
} from '@boxoffice/contracts/inventory/v1/inventory_service';
import { DomainError, invalidField, ticketIdOf } from '@boxoffice/kernel';
import { type Database, onceByKey, query, type Replayable } from '@boxoffice/platform';
import { create } from '@bufbuild/protobuf';
import type { EntityManager } from '@mikro-orm/postgresql';
import { requireRoom, type SeatLayout, seatNames } from '../domain/seats.ts';
import { BatchEntity } from '../storage/entities.ts';
import { lockOwnTerms } from '../storage/terms.ts';

/** One batch of tickets to create. */
export type NewBatch = { eventId: number; partnerId: number; price: number; section: string; layout: SeatLayout };

const MAX_SECTION = 80;
const SEATS_NAMED = 100;

async function requireFreeSeats(em: EntityManager, eventId: number, seats: string[]): Promise<void> {
  const taken = await query<{ seat: string }>(
    em,
    'select seat from tickets where event_id = $1 and seat = any($2::text[]) order by id limit $3',
    [eventId, seats, SEATS_NAMED],
  );
  if (taken.length === 0) return;
  const names = taken.map(({ seat }) => seat);
  throw new DomainError('conflict', 'seat_exists', 'The event has some of these seats already.', { seats: names });
}

async function insertBatch(em: EntityManager, batch: NewBatch, seats: string[]): Promise<CreateTicketsResponse> {
  const { eventId, partnerId, price, section } = batch;
  const terms = await lockOwnTerms(em, eventId, partnerId);
  if (terms.status === 'cancelled') throw new DomainError('conflict', 'event_cancelled', 'The event is cancelled.');
  requireRoom(terms.ticketCount, seats.length);
  await requireFreeSeats(em, eventId, seats);
  const firstTicketId = ticketIdOf(eventId, terms.ticketCount + 1);
  const lastTicketId = firstTicketId + seats.length - 1;
  const created = em.create(BatchEntity, { eventId, section, price, firstTicketId, lastTicketId });
  terms.ticketCount += seats.length;
  await em.flush();
  await query(
    em,
    `insert into tickets (event_id, id, batch_id, seat, section, price)
       select $1, $2 + n - 1, $3, seat, $4, $5 from unnest($6::text[]) with ordinality as s(seat, n)`,
    [eventId, firstTicketId, created.id, section, price, seats],
  );
  return create(CreateTicketsResponseSchema, {
    batchId: BigInt(created.id),
    created: seats.length,
    firstTicketId: BigInt(firstTicketId),
    lastTicketId: BigInt(lastTicketId),
  });
}

/** Creates one batch of tickets, all or nothing. */
export function createTickets(database: Database) {
  return (batch: NewBatch, idempotency: Idempotency | undefined): Promise<Replayable<CreateTicketsResponse>> => {
    if (batch.price < 0) throw invalidField('price', 'must be 0 or more');
    if (batch.section.length > MAX_SECTION)
      throw invalidField('section', `must have ${MAX_SECTION} characters at most`);
    // PostgreSQL's texts can't hold it; the seats' names are refused by the database itself.
    if (batch.section.includes('\0')) throw invalidField('section', 'must not hold a NUL character');
    const seats = seatNames(batch.layout);
    const scope = { account: `partner:${batch.partnerId}`, operation: `create_tickets:${batch.eventId}` };
    return database.transaction('create tickets', (em) =>
      onceByKey(em, scope, idempotency, CreateTicketsResponseSchema, () => insertBatch(em, batch, seats)),
    );
  };
}
