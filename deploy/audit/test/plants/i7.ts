import { moveTicket, type Planting } from './plant.ts';

const changeStep = (purchase: number, version: number, change: string) =>
  `update purchase_history set ${change} where purchase_id = ${purchase} and version = ${version};`;

const changeTicketStep = (ticket: number, nth: number, change: string) =>
  `update ticket_history set ${change} where id = (
     select id from ticket_history where ticket_id = ${ticket} order by id offset ${nth - 1} limit 1);`;

/** What must be found by I7. The purchases here went from pending to reserved, to paying, to paid or failed. */
export const I7: Planting[] = [
  [
    'a purchase whose history has a gap',
    ({ purchases: { paidLater } }) => ({
      change: { order: `delete from purchase_history where purchase_id = ${paidLater} and version = 3;` },
      found: { I7: [{ purchase_id: paidLater, version: 4 }] },
    }),
  ],
  [
    'a purchase whose history begins late',
    ({ purchases: { paidLater } }) => ({
      change: { order: `delete from purchase_history where purchase_id = ${paidLater} and version = 1;` },
      found: { I7: [2, 3, 4].map((version) => ({ purchase_id: paidLater, version })) },
    }),
  ],
  [
    'a step that does not begin where the one before it ended',
    ({ purchases: { paidLater } }) => ({
      change: { order: changeStep(paidLater, 4, `from_status = 'cancelling'`) },
      found: { I7: [{ purchase_id: paidLater, version: 4 }] },
    }),
  ],
  [
    'a step of a purchase that does not exist in the saga',
    ({ purchases: { declined } }) => ({
      change: {
        order: changeStep(declined, 2, `to_status = 'paid'`) + changeStep(declined, 3, `from_status = 'paid'`),
      },
      found: {
        I7: [
          { purchase_id: declined, version: 2 },
          { purchase_id: declined, version: 3 },
        ],
      },
    }),
  ],
  [
    'a purchase in another version than its history',
    ({ purchases: { paidLater } }) => ({
      change: { order: `update purchases set version = version + 1 where id = ${paidLater};` },
      found: { I7: [{ purchase_id: paidLater }] },
    }),
  ],
  [
    'a purchase in another status than its history',
    ({ purchases: { declined } }) => ({
      change: { order: `update purchases set status = 'expired' where id = ${declined};` },
      found: { I7: [{ purchase_id: declined }] },
    }),
  ],
  [
    'a purchase without a history',
    ({ purchases: { declined } }) => ({
      change: { order: `delete from purchase_history where purchase_id = ${declined};` },
      found: { I7: [{ purchase_id: declined }] },
    }),
  ],
  [
    'a history without a purchase',
    () => ({
      change: {
        order: `insert into purchase_history (purchase_id, version, to_status, actor, at)
          values (999, 1, 'pending', 'system', now());`,
      },
      found: { I7: [{ purchase_id: 999 }] },
    }),
  ],
  [
    'a ticket whose history has a gap',
    ({ stage: { seat } }) => ({
      change: { inventory: changeTicketStep(seat(1), 2, 'from_status = 0') },
      found: { I7: [{ ticket_id: seat(1), step: 2 }] },
    }),
  ],
  [
    'a step that no ticket can take',
    ({ stage: { seat } }) => ({
      // Seat 30 was withdrawn and put back.
      change: {
        inventory: changeTicketStep(seat(30), 1, 'to_status = 2') + changeTicketStep(seat(30), 2, 'from_status = 2'),
      },
      found: {
        I7: [{ ticket_id: seat(30), step: 1 }],
      },
    }),
  ],
  [
    'a ticket given back by a purchase that did not have it',
    ({ stage: { seat }, purchases: { paid, declined } }) => ({
      change: {
        inventory: moveTicket(seat(25), [
          { from: 0, to: 1, purchase: paid },
          { from: 1, to: 0, purchase: declined },
        ]),
      },
      found: { I7: [{ ticket_id: seat(25), step: 2 }] },
    }),
  ],
  [
    'a ticket in another status than its history',
    ({ stage: { seat } }) => ({
      change: { inventory: `update tickets set status = 3 where id = ${seat(25)};` },
      found: { I7: [{ ticket_id: seat(25) }] },
    }),
  ],
  [
    'a ticket that its history gave to another purchase',
    ({ stage: { seat }, purchases: { paid, paidLater } }) => ({
      change: {
        inventory: `update ticket_history set purchase_id = ${paidLater}
          where ticket_id = ${seat(1)} and purchase_id = ${paid};`,
      },
      found: { I7: [{ ticket_id: seat(1) }] },
    }),
  ],
  [
    'a history without a ticket',
    () => ({
      change: {
        inventory: `insert into ticket_history (event_id, ticket_id, from_status, to_status, reason)
          values (999, 999000001, 0, 3, 'planted');`,
      },
      found: { I7: [{ ticket_id: 999000001 }] },
    }),
  ],
];
