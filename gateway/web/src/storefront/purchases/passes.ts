import { api } from '../../api/client.ts';
import { call } from '../../api/problem.ts';

/** A form in which a pass can be had. */
export type PassFormat = 'pdf' | 'qr' | 'calendar';

/** What to ask for, and how a file of it is named. */
export const FORMATS = {
  pdf: { accept: 'application/pdf', extension: 'pdf' },
  qr: { accept: 'image/svg+xml', extension: 'svg' },
  calendar: { accept: 'text/calendar', extension: 'ics' },
} as const;

/** All of them, the most usual first. */
export const PASS_FORMATS = ['pdf', 'qr', 'calendar'] as const satisfies PassFormat[];

/** Reads the pass of a sold ticket. Throws ProblemError. */
export function readPass(purchaseId: number, ticketId: number, format: PassFormat): Promise<Blob> {
  return call(
    api.GET('/v1/purchases/{id}/tickets/{ticket_id}/pass', {
      params: { path: { id: purchaseId, ticket_id: ticketId } },
      headers: { accept: FORMATS[format].accept },
      parseAs: 'blob',
    }),
  );
}
