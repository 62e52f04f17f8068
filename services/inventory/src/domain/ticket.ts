/** Where a ticket stands. */
export type TicketStatus = 'available' | 'held' | 'sold' | 'withdrawn';

/** Statuses as the database and the seat map know them: the place in this list. */
export const TICKET_STATUSES: readonly TicketStatus[] = ['available', 'held', 'sold', 'withdrawn'];

/** A status as its number. */
export function statusCode(status: TicketStatus): number {
  return TICKET_STATUSES.indexOf(status);
}

/** A number as its status. Throws for a number that is none. */
export function statusOf(code: number): TicketStatus {
  const status = TICKET_STATUSES[code];
  if (status === undefined) throw new RangeError(`${code} is no ticket status`);
  return status;
}

/** One seat of one event. */
export type Ticket = {
  id: number;
  eventId: number;
  batchId: number;
  seat: string;
  section: string;
  /** Minor units, 0 or more. */
  price: number;
  status: TicketStatus;
  /** The purchase that holds or owns it. */
  purchaseId: number | null;
};

/** Tickets by status. */
export type TicketCounts = { total: number } & Record<TicketStatus, number>;
