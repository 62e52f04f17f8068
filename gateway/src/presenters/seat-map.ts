import type { GetSeatMapResponse } from '@boxoffice/contracts/inventory/v1/inventory_service';
import { type Static, Type } from '@fastify/type-provider-typebox';
import { Amount, Id, number, shared } from './common.ts';

/** Every seat of an event in compact form. */
export const SeatMap = shared('SeatMap', {
  event_id: Id,
  sequence: Type.Integer({ description: 'Grows with every change of a seat of the event' }),
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

/** A seat map. */
export function presentSeatMap(map: GetSeatMapResponse): Static<typeof SeatMap.schema> {
  return {
    event_id: number(map.eventId),
    sequence: number(map.sequence),
    sections: map.sections.map(({ section, price, firstTicketId, seats }) => ({
      section,
      price: number(price),
      first_ticket_id: number(firstTicketId),
      seats,
    })),
    taken: Buffer.from(map.taken).toString('base64'),
  };
}
