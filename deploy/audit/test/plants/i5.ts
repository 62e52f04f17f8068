import { outOfBalance, type Planting } from './plant.ts';

/** What must be found by I5. */
export const I5: Planting[] = [
  [
    'a payment key that was captured twice',
    ({ purchases: { paid, paidLater } }) => ({
      change: {
        order: `
          alter table payments drop constraint payments_key_key;
          update payments set key = 'purchase-${paid}-1' where purchase_id = ${paidLater};`,
      },
      found: { I5: [{ key: `purchase-${paid}-1` }] },
    }),
  ],
  [
    'a refund of more than was captured',
    ({ purchases: { paid } }) => ({
      change: {
        order: `insert into refunds (purchase_id, number, key, amount, currency, ticket_ids, reason, started_at)
          values (${paid}, 1, 'planted', 3001, 'BRL', '{1}', 'planted', now());`,
      },
      found: { I5: [{ purchase_id: paid }] },
    }),
  ],
  [
    'a refund of nothing that was captured',
    ({ purchases: { declined } }) => ({
      change: {
        order: `insert into refunds (purchase_id, number, key, amount, currency, ticket_ids, reason, started_at)
          values (${declined}, 1, 'planted', 1, 'BRL', '{1}', 'planted', now());`,
      },
      found: { I5: [{ purchase_id: declined }] },
    }),
  ],
  [
    'a paid purchase that got money back for tickets it keeps',
    ({ purchases: { paid } }) => ({
      change: {
        order: `insert into refunds (purchase_id, number, key, amount, currency, ticket_ids, reason, started_at, done_at)
          values (${paid}, 1, 'planted', 1, 'BRL', '{1}', 'planted', now(), now());`,
      },
      found: { I5: outOfBalance(paid) },
    }),
  ],
  [
    'a refund that did not arrive, but none that somebody settled',
    ({ purchases: { refunded, partRefunded } }) => ({
      change: {
        order: `insert into failed_refunds (key, provider, reason, settled_at) values
          ('refund-${refunded}-1', 'stripe', 'lost_or_stolen_card', null),
          ('refund-${partRefunded}-1', 'stripe', 'lost_or_stolen_card', now());`,
      },
      found: { I5: [{ purchase_id: refunded, key: `refund-${refunded}-1` }] },
    }),
  ],
  [
    'money of another currency than the sale',
    ({ purchases: { paidLater } }) => ({
      change: { order: `update payments set currency = 'EUR' where purchase_id = ${paidLater};` },
      found: { I5: [...outOfBalance(paidLater), { purchase_id: paidLater, currency: 'EUR' }, { currency: 'EUR' }] },
    }),
  ],
];
