import { outOfBalance, type Planting } from './plant.ts';

const changePurchase = (id: number, change: string) => `update purchases set ${change} where id = ${id};`;

/** What must be found by I2. */
export const I2: Planting[] = [
  [
    'a paid purchase without a time of payment',
    ({ purchases: { paidLater }, stage: { seat } }) => ({
      change: { order: changePurchase(paidLater, 'paid_at = null') },
      found: { I2: [{ purchase_id: paidLater }, { purchase_id: paidLater, ticket_id: seat(5) }] },
    }),
  ],
  [
    'a failed purchase with a time of payment',
    ({ purchases: { declined } }) => ({
      change: { order: changePurchase(declined, 'paid_at = now()') },
      found: { I2: [{ purchase_id: declined }] },
    }),
  ],
  [
    'a paid purchase without a captured payment',
    ({ purchases: { paidLater } }) => ({
      change: { order: `update payments set status = 'failed' where purchase_id = ${paidLater};` },
      found: { I2: [{ purchase_id: paidLater }], I5: outOfBalance(paidLater) },
    }),
  ],
  [
    'a paid purchase with two captured payments',
    ({ purchases: { paidAtLast } }) => ({
      change: { order: `update payments set status = 'captured' where purchase_id = ${paidAtLast};` },
      found: { I2: [{ purchase_id: paidAtLast }], I5: [{ purchase_id: paidAtLast }, ...outOfBalance(paidAtLast)] },
    }),
  ],
  [
    'a payment of another amount than the tickets cost',
    ({ purchases: { paid, paidLater } }) => ({
      change: {
        order: `
          update payments set amount = amount + 1 where purchase_id = ${paid};
          update payments set amount = amount - 1 where purchase_id = ${paidLater};`,
      },
      found: {
        I2: [{ purchase_id: paid }, { purchase_id: paidLater }],
        I5: [
          { purchase_id: paid, currency: 'BRL' },
          { purchase_id: paidLater, currency: 'BRL' },
        ],
      },
    }),
  ],
  [
    'a free purchase with a captured payment',
    ({ purchases: { free } }) => ({
      change: {
        order: `insert into payments (purchase_id, attempt, key, provider, method, amount, currency, status, started_at, updated_at)
          values (${free}, 1, 'planted', 'sandbox', 'card', 5, 'BRL', 'captured', now(), now());`,
      },
      found: { I2: [{ purchase_id: free }], I5: outOfBalance(free) },
    }),
  ],
  [
    'a reserved purchase with a captured payment',
    ({ purchases: { reserved } }) => ({
      change: {
        order: `insert into payments (purchase_id, attempt, key, provider, method, amount, currency, status, started_at, updated_at)
          values (${reserved}, 1, 'planted', 'sandbox', 'card', 2000, 'BRL', 'captured', now(), now());`,
      },
      found: { I2: [{ purchase_id: reserved, attempt: 1 }], I5: outOfBalance(reserved) },
    }),
  ],
  [
    'a captured payment of no purchase',
    () => ({
      change: {
        order: `insert into payments (purchase_id, attempt, key, provider, method, amount, currency, status, started_at, updated_at)
          values (999, 1, 'planted', 'sandbox', 'card', 2000, 'BRL', 'captured', now(), now());`,
      },
      found: { I2: [{ purchase_id: 999, attempt: 1 }], I5: outOfBalance(999) },
    }),
  ],
  [
    'a ticket of a paid purchase without a sale',
    ({ purchases: { paid }, stage: { seat } }) => ({
      // Moved to a ticket that the purchase did not pay for, so that counts and money stay as they were.
      change: { order: `update sales set ticket_id = ${seat(26)} where ticket_id = ${seat(1)};` },
      found: {
        I1: [
          { ticket_id: seat(1), purchase_id: paid },
          { ticket_id: seat(26), purchase_id: paid },
        ],
        I2: [
          { purchase_id: paid, ticket_id: seat(1) },
          { purchase_id: paid, ticket_id: seat(26) },
        ],
      },
    }),
  ],
  [
    'a ticket sold at another price than it was offered at',
    ({ purchases: { paid }, stage: { seat } }) => ({
      change: { order: changePurchase(paid, `items = jsonb_set(items, '{0,price}', '999')`) },
      found: { I2: [{ purchase_id: paid }, { purchase_id: paid, ticket_id: seat(1) }] },
    }),
  ],
  [
    'a ticket sold in another currency than it was offered in',
    ({ purchases: { paidLater }, stage: { seat } }) => ({
      change: { order: changePurchase(paidLater, `currency = 'USD'`) },
      found: { I2: [{ purchase_id: paidLater, ticket_id: seat(5) }] },
    }),
  ],
  [
    'a cancelled ticket whose sale stands',
    ({ purchases: { paidLater }, stage: { seat } }) => ({
      change: { order: changePurchase(paidLater, `cancelled_ticket_ids = '{${seat(5)}}'`) },
      found: { I2: [{ purchase_id: paidLater, ticket_id: seat(5) }] },
    }),
  ],
  [
    'a ticket that was not cancelled, but its sale was',
    ({ purchases: { partRefunded }, stage: { seat } }) => ({
      change: { order: changePurchase(partRefunded, `cancelled_ticket_ids = '{}'`) },
      found: { I2: [{ purchase_id: partRefunded, ticket_id: seat(14) }] },
    }),
  ],
  [
    'a paid purchase that was not offered all its tickets',
    ({ purchases: { paid }, stage: { seat } }) => ({
      change: { order: changePurchase(paid, `ticket_ids = ticket_ids || ${seat(26)}::bigint`) },
      found: { I2: [{ purchase_id: paid }] },
    }),
  ],
  [
    'a paid purchase without any ticket left',
    ({ purchases: { refunded } }) => ({
      change: {
        order: `
          ${changePurchase(refunded, `status = 'paid'`)}
          update purchase_history set to_status = 'paid' where purchase_id = ${refunded} and to_status = 'cancelled';`,
      },
      found: { I2: [{ purchase_id: refunded }] },
    }),
  ],
];
