import { type Static, Type } from '@fastify/type-provider-typebox';
import type { AdmissionPass } from '../passes/admission-pass.ts';
import { Id, Moment, OptionalText, shared } from './common.ts';
import { itemStatus } from './purchase.ts';

/** What lets the holder of one sold ticket in. */
export const PassBody = shared('Pass', {
  purchase_id: Id,
  ticket_id: Id,
  event_id: Id,
  event_name: Type.String(),
  starts_at: Moment,
  location: Type.String(),
  seat: Type.String(),
  section: Type.String(),
  holder: OptionalText,
  status: itemStatus.schema,
  code: Type.String({
    description:
      'Compact JWS (EdDSA, `typ: pass+jwt`) with `iss`, `sub` (the ticket), `purchase`, `gen`, `event`, `seat` and `iat`; ' +
      'verified with the keys of /.well-known/pass-keys.json',
  }),
  issued_at: Moment,
});

/** A pass; there is none of a ticket that is not sold. */
export function presentPass(pass: AdmissionPass): Static<typeof PassBody.schema> {
  return {
    purchase_id: pass.purchaseId,
    ticket_id: pass.ticketId,
    event_id: pass.eventId,
    event_name: pass.eventName,
    starts_at: pass.startsAt.toISOString(),
    location: pass.location,
    seat: pass.seat,
    section: pass.section,
    holder: pass.holder,
    status: 'sold',
    code: pass.code,
    issued_at: pass.issuedAt.toISOString(),
  };
}
