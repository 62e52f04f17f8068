import { LONG_AGO, type Planting } from './plant.ts';

const KEY = { account: 'somebody', operation: 'something', key: 'planted' };
const unanswered = `insert into idempotency_keys (account, operation, key, request_hash, created_at)
  values ('somebody', 'something', 'planted', '', ${LONG_AGO});`;

/** What must be found by I8. */
export const I8: Planting[] = [
  [
    'a reserved purchase that nobody drives on',
    ({ purchases: { reserved } }) => ({
      change: { order: `delete from sagas where purchase_id = ${reserved};` },
      found: { I8: [{ purchase_id: reserved }] },
    }),
  ],
  [
    'a purchase that was due long ago',
    ({ purchases: { reserved } }) => ({
      change: { order: `update sagas set due_at = ${LONG_AGO} where purchase_id = ${reserved};` },
      found: { I8: [{ purchase_id: reserved }] },
    }),
  ],
  [
    'a refund that its provider never confirms',
    ({ purchases: { paid } }) => ({
      change: {
        order: `update purchases set status = 'cancelling', updated_at = ${LONG_AGO} where id = ${paid};
          insert into sagas (purchase_id, due_at) values (${paid}, now() + interval '1 hour');`,
      },
      found: { I7: [{ purchase_id: paid }], I8: [{ purchase_id: paid }] },
    }),
  ],
  [
    'a paid purchase that is to be driven on',
    ({ purchases: { paid } }) => ({
      change: { order: `insert into sagas (purchase_id, due_at) values (${paid}, now() + interval '1 hour');` },
      found: { I8: [{ purchase_id: paid }] },
    }),
  ],
  [
    'a saga of no purchase',
    () => ({
      change: { order: `insert into sagas (purchase_id, due_at) values (999, now() + interval '1 hour');` },
      found: { I8: [{ purchase_id: 999 }] },
    }),
  ],
  [
    'a hold of a failed purchase',
    ({ purchases: { declined } }) => ({
      change: { inventory: `update holds set status = 0 where purchase_id = ${declined};` },
      found: { I8: [{ purchase_id: declined }] },
    }),
  ],
  [
    'a hold of no purchase',
    () => ({
      change: { inventory: `insert into holds (purchase_id, status, ticket_ids) values (999, 0, '{}');` },
      found: { I8: [{ purchase_id: 999 }] },
    }),
  ],
  [
    'a held ticket that is not in its hold',
    ({ purchases: { reserved }, stage: { seat } }) => ({
      change: { inventory: `update holds set ticket_ids = '{${seat(6)}}' where purchase_id = ${reserved};` },
      found: { I8: [{ ticket_id: seat(7), purchase_id: reserved }] },
    }),
  ],
  [
    'a held ticket whose hold is over',
    ({ purchases: { reserved }, stage: { seat } }) => ({
      change: { inventory: `update holds set status = 2 where purchase_id = ${reserved};` },
      found: {
        I8: [
          { ticket_id: seat(6), purchase_id: reserved },
          { ticket_id: seat(7), purchase_id: reserved },
        ],
      },
    }),
  ],
  [
    'a cancelled event that nobody refunds',
    ({ stage: { rainy } }) => ({
      change: { order: `update event_cancellations set done_at = null, due_at = ${LONG_AGO};` },
      found: { I8: [{ event_id: rainy }] },
    }),
  ],
  [
    'a refunded event with a ticket that is still sold',
    ({ stage: { abroad, seatAbroad }, purchases }) => ({
      change: {
        order: `insert into event_cancellations (event_id, event, partner_id, reason, done_at)
          values (${abroad}, '', 1, 'planted', now());`,
      },
      found: { I8: [{ event_id: abroad, purchase_id: purchases.abroad, ticket_id: seatAbroad(1) }] },
    }),
  ],
  [
    'a payment without an outcome that should have been asked for',
    ({ purchases: { unresolved } }) => ({
      change: { order: `update unresolved_payments set due_at = ${LONG_AGO};` },
      found: { I8: [{ purchase_id: unresolved, attempt: 1 }] },
    }),
  ],
  [
    'a payment without an outcome that nobody asks for',
    ({ purchases: { unresolved } }) => ({
      change: { order: 'delete from unresolved_payments;' },
      found: { I8: [{ purchase_id: unresolved, attempt: 1 }] },
    }),
  ],
  [
    'a payment in progress of a failed purchase',
    ({ purchases: { declined } }) => ({
      change: { order: `update payments set status = 'processing' where purchase_id = ${declined};` },
      found: { I8: [{ purchase_id: declined, attempt: 1 }] },
    }),
  ],
  [
    'a failed purchase that left its customer without an answer',
    ({ purchases: { declined }, stage: { account } }) => ({
      change: {
        order: `update idempotency_keys set response = null, created_at = ${LONG_AGO} where purchase_id = ${declined};`,
      },
      found: { I8: [{ account, operation: 'place_purchase', key: 'declined', purchase_id: declined }] },
    }),
  ],
  [
    'a paid purchase that left its customer without an answer',
    ({ purchases: { paid }, stage: { account } }) => ({
      change: {
        order: `update idempotency_keys set response = null, created_at = ${LONG_AGO} where purchase_id = ${paid};`,
      },
      found: { I8: [{ account, operation: 'place_purchase', key: 'paid', purchase_id: paid }] },
    }),
  ],
  ['a key without an answer in inventory', () => ({ change: { inventory: unanswered }, found: { I8: [KEY] } })],
  ['a key without an answer in catalog', () => ({ change: { catalog: unanswered }, found: { I8: [KEY] } })],
  ['a key without an answer in identity', () => ({ change: { identity: unanswered }, found: { I8: [KEY] } })],
];
