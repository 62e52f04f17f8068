import type { Idempotency } from '@boxoffice/contracts/common/v1/idempotency';
import {
  type CreateTicketsResponse,
  CreateTicketsResponseSchema,
} from '@boxoffice/contracts/inventory/v1/inventory_service';
import { DomainError, invalidField, ticketIdOf } from '@boxoffice/kernel';
import { type Database, databaseErrorCode, onceByKey, type Replayable } from '@boxoffice/platform';
import { create } from '@bufbuild/protobuf';
import type { EntityManager } from '@mikro-orm/postgresql';
import { countSeats, requireRoom, type SeatLayout, type SeatNames, seatNames } from '../domain/seats.ts';
import { BatchEntity } from '../storage/entities.ts';
import { findTaken, insertTickets } from '../storage/new-tickets.ts';
import { lockOwnTerms } from '../storage/terms.ts';

/** One batch of tickets to create. */
export type NewBatch = { eventId: number; partnerId: number; price: number; section: string; layout: SeatLayout };

const MAX_SECTION = 80;
const SEATS_NAMED = 100;
const UNIQUE_VIOLATION = '23505';

/** What a failed batch is told: `seat_exists` when the event has seats of it, otherwise what went wrong. */
async function refusal(em: EntityManager, eventId: number, seats: SeatNames, error: unknown): Promise<unknown> {
  if (databaseErrorCode(error) !== UNIQUE_VIOLATION) return error;
  const taken = await findTaken(em, eventId, seats, SEATS_NAMED);
  if (taken.length === 0) return error;
  return new DomainError('conflict', 'seat_exists', 'The event has some of these seats already.', { seats: taken });
}

async function insertBatch(em: EntityManager, batch: NewBatch, seats: SeatNames): Promise<CreateTicketsResponse> {
  const { eventId, partnerId, price, section } = batch;
  const terms = await lockOwnTerms(em, eventId, partnerId);
  if (terms.status === 'cancelled') throw new DomainError('conflict', 'event_cancelled', 'The event is cancelled.');
  const count = countSeats(seats);
  requireRoom(terms.ticketCount, count);
  const firstTicketId = ticketIdOf(eventId, terms.ticketCount + 1);
  const lastTicketId = firstTicketId + count - 1;
  const created = em.create(BatchEntity, { eventId, section, price, firstTicketId, lastTicketId });
  terms.ticketCount += count;
  await em.flush();
  await insertTickets(em, { id: created.id, eventId, section, price, firstTicketId }, seats);
  return create(CreateTicketsResponseSchema, {
    batchId: BigInt(created.id),
    created: count,
    firstTicketId: BigInt(firstTicketId),
    lastTicketId: BigInt(lastTicketId),
  });
}

/** Creates one batch of tickets, all or nothing. */
export function createTickets(database: Database) {
  return async (batch: NewBatch, idempotency: Idempotency | undefined): Promise<Replayable<CreateTicketsResponse>> => {
    if (batch.price < 0) throw invalidField('price', 'must be 0 or more');
    if (batch.section.length > MAX_SECTION)
      throw invalidField('section', `must have ${MAX_SECTION} characters at most`);
    // PostgreSQL's texts can't hold it; the seats' names are refused by the database itself.
    if (batch.section.includes('\0')) throw invalidField('section', 'must not hold a NUL character');
    const seats = seatNames(batch.layout);
    const scope = { account: `partner:${batch.partnerId}`, operation: `create_tickets:${batch.eventId}` };
    try {
      return await database.transaction('create tickets', (em) =>
        onceByKey(em, scope, idempotency, CreateTicketsResponseSchema, () => insertBatch(em, batch, seats)),
      );
    } catch (error) {
      // The index tells that a seat is taken, and tickets are never deleted: which ones can be asked afterwards.
      throw await refusal(database.read(), batch.eventId, seats, error);
    }
  };
}
