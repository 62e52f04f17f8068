import { type Event, EventStatus } from '@boxoffice/contracts/catalog/v1/catalog_service';
import {
  BatchSchema,
  type CreateTicketsRequest,
  EventAvailabilitySchema,
  HeldTicketSchema,
  HeldTicketsSchema,
  HoldRefusalSchema,
  HoldResultSchema,
  TicketStatus as ProtoStatus,
  SeatMapSectionSchema,
  SectionAvailabilitySchema,
  TicketChangeSchema,
  TicketCountsSchema,
  TicketSchema,
} from '@boxoffice/contracts/inventory/v1/inventory_service';
import { invalidField, toNumber } from '@boxoffice/kernel';
import { toFailure } from '@boxoffice/platform';
import { create } from '@bufbuild/protobuf';
import { type Timestamp, timestampDate, timestampFromDate } from '@bufbuild/protobuf/wkt';
import type { EventTerms } from './domain/event-terms.ts';
import type { OfferedTicket } from './domain/holding.ts';
import type { SeatRun } from './domain/seat-map.ts';
import type { SeatLayout } from './domain/seats.ts';
import type { Ticket, TicketCounts, TicketStatus } from './domain/ticket.ts';
import type { Availability } from './usecases/count-availability.ts';
import type { BatchSummary } from './usecases/list-batches.ts';
import type { HistoryStep } from './usecases/list-ticket-history.ts';
import type { HeldTickets, RefusedHold } from './usecases/reserve-tickets.ts';

const PROTO_STATUS: Record<TicketStatus, ProtoStatus> = {
  available: ProtoStatus.AVAILABLE,
  held: ProtoStatus.HELD,
  sold: ProtoStatus.SOLD,
  withdrawn: ProtoStatus.WITHDRAWN,
};

const EVENT_STATUS = new Map<EventStatus, EventTerms['status']>([
  [EventStatus.DRAFT, 'draft'],
  [EventStatus.PUBLISHED, 'published'],
  [EventStatus.CANCELLED, 'cancelled'],
]);

/** A status from the wire; undefined for none. */
export function readStatus(status: ProtoStatus): TicketStatus | undefined {
  return (Object.keys(PROTO_STATUS) as TicketStatus[]).find((name) => PROTO_STATUS[name] === status);
}

function readTime(time: Timestamp | undefined): Date | null {
  return time ? timestampDate(time) : null;
}

/** What inventory keeps of an event. Throws `validation_failed` for an event without its parts. */
export function readTerms(event: Event | undefined): EventTerms {
  const status = event && EVENT_STATUS.get(event.status);
  const startsAt = readTime(event?.date);
  if (!event || !status || !startsAt) throw invalidField('event', 'needs an id, a status and a date');
  return {
    eventId: toNumber(event.id),
    partnerId: toNumber(event.partnerId),
    name: event.name,
    status,
    currency: event.currency,
    startsAt,
    salesStart: readTime(event.salesStart),
    salesEnd: readTime(event.salesEnd),
    version: toNumber(event.version),
  };
}

/** The layout of a new batch. Throws `validation_failed` without one. */
export function readLayout({ layout }: CreateTicketsRequest): SeatLayout {
  switch (layout.case) {
    case 'list':
      return { kind: 'list', seats: layout.value.seats };
    case 'rows':
      return { kind: 'rows', from: layout.value.from, to: layout.value.to, seatsPerRow: layout.value.seatsPerRow };
    case 'count':
      return { kind: 'count', quantity: layout.value.quantity, prefix: layout.value.prefix };
    default:
      throw invalidField('seats', 'one of seats, rows and quantity is needed');
  }
}

/** A ticket for the wire. */
export function writeTicket(ticket: Ticket, currency: string) {
  return create(TicketSchema, {
    id: BigInt(ticket.id),
    eventId: BigInt(ticket.eventId),
    batchId: BigInt(ticket.batchId),
    seat: ticket.seat,
    section: ticket.section,
    price: BigInt(ticket.price),
    currency,
    status: PROTO_STATUS[ticket.status],
  });
}

function writeCounts(counts: TicketCounts) {
  return create(TicketCountsSchema, counts);
}

/** A batch for the wire. */
export function writeBatch(batch: BatchSummary) {
  return create(BatchSchema, {
    id: BigInt(batch.id),
    eventId: BigInt(batch.eventId),
    section: batch.section,
    price: BigInt(batch.price),
    currency: batch.currency,
    firstTicketId: BigInt(batch.firstTicketId),
    lastTicketId: BigInt(batch.lastTicketId),
    createdAt: timestampFromDate(batch.createdAt),
    counts: writeCounts(batch.counts),
  });
}

/** Counts of one event for the wire. */
export function writeAvailability({ eventId, counts, priceRange, sections }: Availability, bySection: boolean) {
  return create(EventAvailabilitySchema, {
    eventId: BigInt(eventId),
    counts: writeCounts(counts),
    ...(priceRange ? { minPrice: BigInt(priceRange.min), maxPrice: BigInt(priceRange.max) } : {}),
    sections: bySection
      ? sections.map((section) =>
          create(SectionAvailabilitySchema, { section: section.section, counts: writeCounts(section.counts) }),
        )
      : [],
  });
}

/** The seats of a map for the wire. */
export function writeSeatRuns(runs: SeatRun[]) {
  return runs.map(({ section, price, firstTicketId, seats }) =>
    create(SeatMapSectionSchema, { section, price: BigInt(price), firstTicketId: BigInt(firstTicketId), seats }),
  );
}

/** One step of a ticket's history for the wire. */
export function writeHistoryStep({ from, to, reason, purchaseId, at }: HistoryStep) {
  return create(TicketChangeSchema, {
    from: from === null ? ProtoStatus.UNSPECIFIED : PROTO_STATUS[from],
    to: PROTO_STATUS[to],
    reason,
    purchaseId: BigInt(purchaseId ?? 0),
    at: timestampFromDate(at),
  });
}

function writeOffered({ ticket, terms }: OfferedTicket) {
  return create(HeldTicketSchema, {
    ticketId: BigInt(ticket.id),
    eventId: BigInt(ticket.eventId),
    eventName: terms.name,
    partnerId: BigInt(terms.partnerId),
    seat: ticket.seat,
    section: ticket.section,
    price: BigInt(ticket.price),
    currency: terms.currency,
    startsAt: timestampFromDate(terms.startsAt),
  });
}

/** A hold that would be refused, by its place in the request. */
export function writeHoldRefusal(index: number, { refusal, wanted }: RefusedHold) {
  return create(HoldRefusalSchema, { index, failure: toFailure(refusal), wanted: wanted.map(writeOffered) });
}

/** The answer to one hold for the wire. */
export function writeHoldResult(purchaseId: bigint, result: HeldTickets | RefusedHold) {
  if ('refusal' in result) {
    const failure = toFailure(result.refusal);
    return create(HoldResultSchema, {
      purchaseId,
      result: { case: 'failure', value: failure },
      wanted: result.wanted.map(writeOffered),
    });
  }
  const held = create(HeldTicketsSchema, {
    generation: BigInt(result.generation),
    tickets: result.offered.map(writeOffered),
  });
  return create(HoldResultSchema, { purchaseId, result: { case: 'held', value: held } });
}
