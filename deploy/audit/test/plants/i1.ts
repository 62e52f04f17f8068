import { moveTicket, type Planting } from './plant.ts';

/** What must be found by I1. */
export const I1: Planting[] = [
  [
    'a ticket that two purchases bought',
    ({ purchases: { paidLater }, stage: { seat } }) => {
      const quoted = `jsonb_set(items, '{0,ticketId}', '${seat(1)}')`;
      return {
        change: {
          order: `
            drop index sales_one_live_sale_a_ticket;
            update sales set ticket_id = ${seat(1)} where purchase_id = ${paidLater};
            update purchases set ticket_ids = '{${seat(1)}}', items = ${quoted} where id = ${paidLater};`,
          inventory: moveTicket(seat(5), [{ from: 2, to: 0, purchase: paidLater }]),
        },
        found: { I1: [{ ticket_id: seat(1) }, { ticket_id: seat(1), purchase_id: paidLater }] },
      };
    },
  ],
  [
    'a sale whose ticket is for sale again',
    ({ purchases: { paid }, stage: { seat } }) => ({
      change: { inventory: moveTicket(seat(1), [{ from: 2, to: 0, purchase: paid }]) },
      found: { I1: [{ ticket_id: seat(1), purchase_id: paid }] },
    }),
  ],
  [
    'a sale whose ticket went to another purchase',
    ({ purchases: { paid, paidLater }, stage: { seat } }) => ({
      change: {
        inventory: moveTicket(seat(1), [
          { from: 2, to: 0, purchase: paid },
          { from: 0, to: 1, purchase: paidLater },
          { from: 1, to: 2, purchase: paidLater },
        ]),
      },
      found: {
        I1: [
          { ticket_id: seat(1), purchase_id: paid },
          { ticket_id: seat(1), purchase_id: paidLater },
        ],
      },
    }),
  ],
  [
    'a sold ticket without a sale',
    ({ purchases: { paid }, stage: { seat } }) => ({
      change: {
        inventory: moveTicket(seat(25), [
          { from: 0, to: 1, purchase: paid },
          { from: 1, to: 2, purchase: paid },
        ]),
      },
      found: { I1: [{ ticket_id: seat(25), purchase_id: paid }] },
    }),
  ],
  [
    'a ticket sold to a purchase that does not exist',
    ({ stage: { seat } }) => ({
      change: {
        inventory: moveTicket(seat(25), [
          { from: 0, to: 1, purchase: 999 },
          { from: 1, to: 2, purchase: 999 },
        ]),
      },
      found: { I1: [{ ticket_id: seat(25), purchase_id: 999 }] },
    }),
  ],
];
