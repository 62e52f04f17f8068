import type { GetOwnSeatMapResponse } from '@boxoffice/contracts/inventory/v1/inventory_service';
import { type Static, Type } from '@fastify/type-provider-typebox';
import { Amount, Id, number, shared } from './common.ts';

/** Every seat of an event in compact form. */
export const SeatMap = shared('SeatMap', {
  event_id: Id,
  sequence: Type.Integer({ description: 'Grows with every change of a seat of the event and every new one' }),
  sections: Type.Array(
    Type.Object({
      section: Type.String(),
      price: Amount,
      first_ticket_id: Id,
      seats: Type.Array(Type.String(), { description: 'Names, in the order of their ids' }),
    }),
  ),
  taken: Type.String({
    description:
      'Base64; 2 bits a ticket from the first on, lowest bits first: 0 available, 1 held, 2 sold, 3 withdrawn',
  }),
});

type Body = Static<typeof SeatMap.schema>;

/** The seats of a map. */
export function presentSections(sections: GetOwnSeatMapResponse['sections']): Body['sections'] {
  return sections.map(({ section, price, firstTicketId, seats }) => ({
    section,
    price: number(price),
    first_ticket_id: number(firstTicketId),
    seats,
  }));
}

/** The statuses of a map. */
export function presentTaken(taken: Uint8Array): string {
  return Buffer.from(taken.buffer, taken.byteOffset, taken.byteLength).toString('base64');
}

/** A map as a whole. */
export function presentSeatMap({ eventId, sequence, sections, taken }: GetOwnSeatMapResponse): Body {
  return {
    event_id: number(eventId),
    sequence: number(sequence),
    sections: presentSections(sections),
    taken: presentTaken(taken),
  };
}
