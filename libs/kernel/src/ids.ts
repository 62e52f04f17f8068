import { DomainError } from './domain-error.ts';

/** Tickets of one event are numbered 1 to 999,999. */
export const MAX_TICKETS_PER_EVENT = 999_999;

/** A ticket id divided by this is its event's id. */
export const TICKETS_PER_EVENT = 1_000_000;

/** The highest event id whose ticket ids still are JSON integers (at most 2^53-1). */
export const MAX_EVENT_ID = Math.floor(Number.MAX_SAFE_INTEGER / TICKETS_PER_EVENT) - 1;

/** The id of an event's n-th ticket, n from 1: `event_id * 1,000,000 + n`. */
export function ticketIdOf(eventId: number, n: number): number {
  return eventId * TICKETS_PER_EVENT + n;
}

/** The event a ticket belongs to, read from its id. */
export function eventIdOf(ticketId: number): number {
  return Math.floor(ticketId / TICKETS_PER_EVENT);
}

/** A ticket's number within its event, from 1; 0 means that the id is no ticket's. */
export function ticketNumberOf(ticketId: number): number {
  return ticketId % TICKETS_PER_EVENT;
}

/** Ids and amounts travel as int64 in protobuf and as numbers here. Throws `validation_failed` beyond 2^53-1. */
export function toNumber(value: bigint): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) {
    throw new DomainError('invalid', 'validation_failed', `${value} is beyond 2^53-1.`);
  }
  return number;
}
