import type { Planting } from './plant.ts';

const FLOOR = 1;

/** What must be found by I4. */
export const I4: Planting[] = [
  [
    'a ticket with a status that does not exist',
    ({ stage: { concert, seat } }) => ({
      change: {
        inventory: `
          alter table tickets drop constraint tickets_status_check;
          update tickets set status = 4 where id = ${seat(25)};`,
      },
      found: { I4: [{ event_id: concert }], I7: [{ ticket_id: seat(25) }] },
    }),
  ],
  [
    'an event that counts a ticket too many',
    ({ stage: { concert } }) => ({
      change: { inventory: `update event_terms set ticket_count = ticket_count + 1 where event_id = ${concert};` },
      found: { I4: [{ event_id: concert }] },
    }),
  ],
  [
    'a batch that names a ticket too many',
    ({ stage: { concert } }) => ({
      change: { inventory: `update batches set last_ticket_id = last_ticket_id + 1 where id = ${FLOOR};` },
      found: { I4: [{ event_id: concert }, { event_id: concert, batch_id: FLOOR }] },
    }),
  ],
  [
    'a ticket that is gone',
    ({ stage: { concert, seat } }) => ({
      change: {
        inventory: `delete from tickets where id = ${seat(30)}; delete from ticket_history where ticket_id = ${seat(30)};`,
      },
      found: { I4: [{ event_id: concert }, { event_id: concert }, { event_id: concert, batch_id: FLOOR }] },
    }),
  ],
  [
    'a ticket with a number beyond the count',
    ({ stage: { concert, seat } }) => ({
      change: { inventory: `update tickets set id = id + 100 where id = ${seat(40)};` },
      found: { I4: [{ event_id: concert }, { event_id: concert, batch_id: FLOOR + 1 }] },
    }),
  ],
  [
    'a ticket of an event that nobody knows',
    () => ({
      change: {
        inventory: `insert into tickets (event_id, id, batch_id, seat, section, price) values (999, 999000001, 7, 'A', '', 1);`,
      },
      found: { I4: [{ event_id: 999 }, { event_id: 999, batch_id: 7 }] },
    }),
  ],
];
