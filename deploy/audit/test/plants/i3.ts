import { moveTicket, outOfBalance, type Planting } from './plant.ts';

/** Counts a cancelled ticket of a purchase in a section of an event as sold, in all of its totals. */
function countAsSold(purchase: number, event: number, section: string): string {
  const changes = ['sales_totals', 'sales_day_totals', 'sales_scope_totals'].map(
    (table) => `
      update ${table} set sold = sold + 1, cancelled = cancelled - 1, purchases = purchases + 1
       where event_id in (0, ${event}) and currency = 'BRL' and (section is null or section = '${section}')
         and partner_id = (select partner_id from sales where purchase_id = ${purchase});`,
  );
  return changes.join('');
}

/** What must be found by I3. */
export const I3: Planting[] = [
  [
    'a failed purchase without a reason',
    ({ purchases: { declined } }) => ({
      change: { order: `update purchases set reason = null where id = ${declined};` },
      found: { I3: [{ purchase_id: declined }] },
    }),
  ],
  [
    'an expired purchase with an empty reason',
    ({ purchases: { expired } }) => ({
      change: { order: `update purchases set reason = '' where id = ${expired};` },
      found: { I3: [{ purchase_id: expired }] },
    }),
  ],
  [
    'a failed purchase that kept the money',
    ({ purchases: { declined } }) => ({
      change: { order: `update payments set status = 'captured' where purchase_id = ${declined};` },
      found: { I3: [{ purchase_id: declined }], I5: outOfBalance(declined) },
    }),
  ],
  [
    'a cancelled purchase whose refund did not arrive',
    ({ purchases: { refunded } }) => ({
      change: { order: `update refunds set done_at = null where purchase_id = ${refunded};` },
      found: { I3: [{ purchase_id: refunded }], I5: outOfBalance(refunded) },
    }),
  ],
  [
    'a late payment that nobody gives back',
    ({ purchases: { late } }) => ({
      change: { order: `update refunds set done_at = null where purchase_id = ${late};` },
      found: { I3: [{ purchase_id: late }], I5: outOfBalance(late) },
    }),
  ],
  [
    'a cancelled purchase whose sale stands',
    ({ purchases: { refunded }, stage: { seat, concert } }) => ({
      // Counted as sold and out of nothing else: what is left of it is a ticket that somebody believes to own.
      change: {
        order: `
          update purchases set cancelled_ticket_ids = '{}' where id = ${refunded};
          update sales set cancelled_at = null, price = 0 where purchase_id = ${refunded};
          ${countAsSold(refunded, concert, 'Floor')}`,
      },
      found: {
        I1: [{ ticket_id: seat(15), purchase_id: refunded }],
        I2: [{ purchase_id: refunded, ticket_id: seat(15) }],
        I3: [{ purchase_id: refunded, ticket_id: seat(15) }],
      },
    }),
  ],
  [
    'a ticket that is held by a failed purchase',
    ({ purchases: { declined }, stage: { seat } }) => ({
      change: { inventory: moveTicket(seat(8), [{ from: 0, to: 1, purchase: declined }]) },
      found: {
        I3: [{ purchase_id: declined, ticket_id: seat(8) }],
        I8: [{ ticket_id: seat(8), purchase_id: declined }],
      },
    }),
  ],
  [
    'a ticket that is sold to a cancelled purchase',
    ({ purchases: { refunded }, stage: { seat } }) => ({
      change: {
        inventory: moveTicket(seat(15), [
          { from: 0, to: 1, purchase: refunded },
          { from: 1, to: 2, purchase: refunded },
        ]),
      },
      found: {
        I1: [{ ticket_id: seat(15), purchase_id: refunded }],
        I3: [{ purchase_id: refunded, ticket_id: seat(15) }],
      },
    }),
  ],
];
