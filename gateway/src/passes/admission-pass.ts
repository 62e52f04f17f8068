import { timestampDate } from '@bufbuild/protobuf/wkt';
import type { FastifyRequest } from 'fastify';
import { accountOf } from '../auth.ts';
import { number } from '../presenters/common.ts';
import { onBehalfOf, promised, type Services } from '../services.ts';

/** What lets the holder of one sold ticket in, as it is shown in any form. */
export type AdmissionPass = {
  purchaseId: number;
  ticketId: number;
  eventId: number;
  seat: string;
  /** May be empty. */
  section: string;
  /** Name, beginning and place of the event as they are now: they may have changed since the sale. */
  eventName: string;
  startsAt: Date;
  location: string;
  /** Version of the event, and when it last changed. */
  eventVersion: number;
  eventUpdatedAt: Date;
  /** Name of the buyer; null when the account is gone. */
  holder: string | null;
  /** The signed code that is scanned at the door. */
  code: string;
  /** When the ticket was sold. */
  issuedAt: Date;
};

/**
 * Reads the pass of one of the tickets of the customer who sent the request. Rejects with `purchase_not_found`,
 * `ticket_not_found` and `pass_not_available`.
 */
export async function readPass(
  { order, catalog, identity }: Services,
  request: Pick<FastifyRequest, 'account'>,
  purchaseId: number,
  ticketId: number,
): Promise<AdmissionPass> {
  const wanted = { purchaseId: BigInt(purchaseId), ticketId: BigInt(ticketId) };
  const pass = promised((await order.getPass(wanted, onBehalfOf(request))).pass);
  const [{ events }, { customers }] = await Promise.all([
    catalog.batchGetEvents({ eventIds: [pass.eventId] }),
    identity.batchGetCustomers({ customerIds: [BigInt(accountOf(request).id)] }),
  ]);
  const event = promised(events[0]);
  return {
    purchaseId,
    ticketId,
    eventId: number(pass.eventId),
    seat: pass.seat,
    section: pass.section,
    eventName: event.name,
    startsAt: timestampDate(promised(event.date)),
    location: event.location,
    eventVersion: number(event.version),
    eventUpdatedAt: timestampDate(promised(event.updatedAt)),
    holder: customers[0]?.name ?? null,
    code: pass.code,
    issuedAt: timestampDate(promised(pass.issuedAt)),
  };
}
