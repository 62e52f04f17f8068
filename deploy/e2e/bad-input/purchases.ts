import { card } from '../support/customer.ts';
import { type BadRequest, badField } from './bad-request.ts';

const buy = {
  who: 'customer',
  request: 'POST /v1/purchases',
  json: () => ({ ticket_ids: [':ticket'], payment: card('tok_approved') }),
} as const;
const pay = {
  who: 'customer',
  request: 'POST /v1/purchases/:purchase/payment',
  json: () => card('tok_approved'),
} as const;
const cancel = { who: 'customer', request: 'POST /v1/purchases/:purchase/cancel', json: () => ({}) } as const;

const ids = {
  'that repeat': [':ticket', ':ticket'],
  'that are none': [],
  'that are too many': Array.from({ length: 21 }, (_, i) => 1_000_001 + i),
  'beyond 2^53': [9_007_199_254_740_992],
  'below one': [0],
  'that are negative': [-1_000_001],
  'with a fraction': [1_000_001.5],
  'that are text': [':ticket text'],
  'that are lists': [[1_000_001]],
  'that are null': [null],
  'that are one number': 1_000_001,
  'that are an object': { 0: 1_000_001, length: 1 },
};

const token = {
  'that is a card number': '4111111111111111',
  'that is empty': '',
  'that is a number': 4_111_111_111_111_111,
  'that is too long': `tok_${'x'.repeat(300)}`,
  'with a line break': 'tok_approved\n',
  'that is null': null,
};

const method = { 'of no kind': 'cash', 'that is empty': '', 'that is null': null, 'that is a list': ['card'] };

const payment = (what: string, value: unknown, field: string): BadRequest => ({
  ...buy,
  what: `a payment ${what}`,
  json: { ticket_ids: [':ticket'], payment: value },
  fields: [field],
});

const keyed = (what: string, key: string | string[]): BadRequest => ({
  ...buy,
  what: `an Idempotency-Key ${what}`,
  json: buy.json(),
  headers: { 'idempotency-key': key },
  reason: 'invalid_idempotency_key',
  fields: ['Idempotency-Key'],
});

/** Purchases, payments and cancellations that are wrong. */
export const badPurchases: BadRequest[] = [
  { ...buy, what: 'no tickets', json: { payment: card('tok_approved') }, fields: ['ticket_ids'] },
  ...badField(buy, 'ticket_ids', ids),
  ...badField(buy, 'ticket_ids', { 'that is null': null }),
  ...Object.entries(token).map(([what, value]) =>
    payment(`token ${what}`, { method: 'card', token: value }, 'payment.token'),
  ),
  ...Object.entries(method).map(([what, value]) =>
    payment(`method ${what}`, { method: value, token: 'tok_approved' }, 'payment.method'),
  ),
  payment('that is null', null, 'payment'),
  payment('that is text', 'tok_approved', 'payment'),
  payment('without a token', { method: 'card' }, 'payment.token'),
  payment('of an own amount', { ...card('tok_approved'), amount: 1 }, 'payment.amount'),
  ...badField(buy, 'price', { 'that nobody may choose': 1 }),
  ...badField(buy, 'total', { 'that nobody may choose': 0 }),
  ...badField(buy, 'customer_id', { 'that nobody may choose': 1 }),
  ...badField(buy, 'status', { 'that nobody may choose': 'paid' }),
  keyed('that is empty', ''),
  keyed('with a blank', 'two words'),
  keyed('that is too long', 'k'.repeat(256)),
  keyed('of other letters', 'cl\u00e9'),
  keyed('that comes twice', ['one', 'two']),
  ...badField(pay, 'token', token),
  ...badField(pay, 'method', method),
  ...badField(pay, 'amount', { 'that nobody may choose': 1 }),
  { ...pay, what: 'no payment', json: {}, fields: ['method', 'token'] },
  ...badField(cancel, 'ticket_ids', ids),
  ...badField(cancel, 'refund', { 'that nobody may choose': false }),
  {
    ...cancel,
    what: 'tickets of somebody else',
    json: { ticket_ids: [8_999_999_000_001] },
    status: 404,
    reason: 'ticket_not_found',
  },
];
