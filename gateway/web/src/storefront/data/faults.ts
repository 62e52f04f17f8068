/** Why a ticket can't be had. */
export type Trouble = 'held' | 'sold' | 'withdrawn' | 'not_found' | 'event_not_on_sale' | 'event_cancelled' | 'other';

/** A ticket that a refusal is about. */
export type Fault = { ticketId: number; trouble: Trouble };

const TROUBLES: readonly string[] = [
  'held',
  'sold',
  'withdrawn',
  'not_found',
  'event_not_on_sale',
  'event_cancelled',
  'other',
] satisfies Trouble[];

/** True for what this application calls a trouble. */
export function isTrouble(value: unknown): value is Trouble {
  return typeof value === 'string' && TROUBLES.includes(value);
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** The tickets that a problem document names as being at fault, whatever else is in it. */
export function faultsOf(body: unknown): Fault[] {
  const tickets = isObject(body) ? body.tickets : undefined;
  if (!Array.isArray(tickets)) return [];
  return tickets.flatMap((ticket: unknown) => {
    if (!isObject(ticket) || typeof ticket.ticket_id !== 'number') return [];
    return [{ ticketId: ticket.ticket_id, trouble: isTrouble(ticket.reason) ? ticket.reason : 'other' }];
  });
}

/** The purchase that records a failure, where the problem document tells it. */
export function purchaseOf(body: unknown): number | undefined {
  return isObject(body) && typeof body.purchase_id === 'number' ? body.purchase_id : undefined;
}

/** The bank's reason for declining, where the problem document tells it. */
export function declineCodeOf(body: unknown): string | undefined {
  return isObject(body) && typeof body.decline_code === 'string' ? body.decline_code : undefined;
}
