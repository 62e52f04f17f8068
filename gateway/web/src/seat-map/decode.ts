const TICKETS_PER_EVENT = 1_000_000;

/** A ticket's number within its event, from 1: `ticket_id = event_id * 1,000,000 + n`. */
export function ticketNumber(ticketId: number): number {
  return ticketId % TICKETS_PER_EVENT;
}

/**
 * The statuses of a seat map, one byte a ticket: that of ticket number n stands at n - 1. They travel as base64 with
 * 2 bits a ticket, lowest bits first: 0 available, 1 held, 2 sold, 3 withdrawn. Tickets that the text does not reach
 * are 0. Throws for text that is not base64.
 */
export function decodeStatuses(taken: string, count: number): Uint8Array {
  const bytes = atob(taken);
  const statuses = new Uint8Array(count);
  const full = Math.min(bytes.length, Math.ceil(count / 4));
  for (let byte = 0; byte < full; byte++) {
    const packed = bytes.charCodeAt(byte);
    if (packed === 0) continue;
    const first = byte * 4;
    // Beyond the end of the array a write does nothing.
    statuses[first] = packed & 3;
    statuses[first + 1] = (packed >> 2) & 3;
    statuses[first + 2] = (packed >> 4) & 3;
    statuses[first + 3] = packed >> 6;
  }
  return statuses;
}
