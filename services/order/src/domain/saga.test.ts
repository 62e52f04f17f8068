import { DomainError } from '@boxoffice/kernel';
import { describe, expect, test } from '@jest/globals';
import {
  after,
  anItem,
  aPayment,
  aPurchase,
  aRefund,
  cancelling,
  NOW,
  paid,
  paying,
  reserved,
} from '../../test/purchases.ts';
import type { Advance, HistoryStep, Outcome } from './outcomes.ts';
import type { Purchase, PurchaseStatus } from './purchase.ts';
import { advance } from './saga.ts';

const SETTINGS = { holdSeconds: 600, resolveSeconds: 15 };
const ITEMS = [anItem(1), anItem(2)];
const FREE = [anItem(1, 0), anItem(2, 0)];
const BOTH = [1, 2];

const held = (changes: Partial<Extract<Outcome, { type: 'held' }>> = {}): Outcome => ({
  type: 'held',
  generation: 5,
  items: ITEMS,
  currency: 'BRL',
  method: null,
  ...changes,
});
const sold = new DomainError('conflict', 'ticket_unavailable', 'Sold.');
const refused: Outcome = { type: 'refused', failure: sold, items: [anItem(1)], currency: 'BRL' };
const pay: Outcome = { type: 'pay', method: 'card', actor: 'customer:3' };
const cancel = (...ticketIds: number[]): Outcome => ({
  type: 'cancel',
  ticketIds,
  reason: 'cancelled_by_customer',
  actor: 'customer:3',
});
const captured: Outcome = { type: 'captured', reference: 'ref' };
const declined: Outcome = { type: 'declined', code: 'card_declined' };
const failed: Outcome = { type: 'not_charged', reason: 'payment_error' };
const unknownCharge: Outcome = { type: 'charge_unknown' };

const step = (
  from: PurchaseStatus,
  to: PurchaseStatus,
  reason: string | null = null,
  actor = 'system',
): HistoryStep => ({
  from,
  to,
  reason,
  actor,
});

type Expected = {
  /** The whole history of the step; none means that nothing is to be stored. */
  history?: HistoryStep[];
  facts?: Advance['facts'];
  effect?: Advance['effect'];
  /** What is different about the purchase, besides status, version and time. */
  changes?: Partial<Purchase>;
};

type Row = [title: string, given: Purchase, outcome: Outcome, expected: Expected, now?: Date];

const PENDING: Row[] = [
  ['recorded: its tickets are to be reserved', aPurchase(), { type: 'recorded' }, { effect: 'reserve' }],
  [
    'held without a payment: it is reserved for ten minutes',
    aPurchase(),
    held(),
    {
      history: [step('pending', 'reserved')],
      facts: ['reserved'],
      changes: { items: ITEMS, currency: 'BRL', generation: 5, expiresAt: after(600) },
    },
  ],
  [
    'held with a payment: it is charged, and can not expire',
    aPurchase({ payAtOnce: true }),
    held({ method: 'card' }),
    {
      history: [step('pending', 'reserved'), step('reserved', 'paying', null, 'customer:3')],
      effect: 'charge',
      changes: { items: ITEMS, currency: 'BRL', generation: 5, payment: aPayment({ amount: 2000 }) },
    },
  ],
  [
    'held for nothing: it is confirmed without a payment',
    aPurchase(),
    held({ items: FREE }),
    {
      history: [step('pending', 'reserved'), step('reserved', 'paying', 'free')],
      effect: 'confirm',
      changes: { items: FREE, currency: 'BRL', generation: 5, payAtOnce: true, reason: 'free' },
    },
  ],
  [
    'held for nothing with a payment: the payment is not needed',
    aPurchase({ payAtOnce: true }),
    held({ items: FREE, method: 'card' }),
    {
      history: [step('pending', 'reserved'), step('reserved', 'paying', 'free')],
      effect: 'confirm',
      changes: { items: FREE, currency: 'BRL', generation: 5, reason: 'free' },
    },
  ],
  [
    'refused: it fails with inventory’s reason and keeps what was wanted',
    aPurchase(),
    refused,
    {
      history: [step('pending', 'failed', 'ticket_unavailable')],
      changes: { items: [anItem(1)], currency: 'BRL', releasedTicketIds: [1], reason: 'ticket_unavailable' },
    },
  ],
  [
    'hold unknown: it fails, and whatever is held is to be released',
    aPurchase(),
    { type: 'hold_unknown', reason: 'inventory_unavailable' },
    {
      history: [step('pending', 'failed', 'inventory_unavailable')],
      facts: ['failed'],
      changes: { reason: 'inventory_unavailable' },
    },
  ],
  [
    'left alone: it fails as interrupted',
    aPurchase(),
    { type: 'resume' },
    { history: [step('pending', 'failed', 'interrupted')], facts: ['failed'], changes: { reason: 'interrupted' } },
  ],
];

const RESERVED: Row[] = [
  [
    'pay: it is charged',
    reserved(),
    pay,
    {
      history: [step('reserved', 'paying', null, 'customer:3')],
      effect: 'charge',
      changes: { payment: aPayment({ amount: 2000 }) },
    },
  ],
  [
    'pay again after a decline: a new attempt with a key of its own, for what still stands',
    reserved({ reason: 'payment_declined', payment: aPayment({ status: 'declined' }), releasedTicketIds: [2] }),
    pay,
    {
      history: [step('reserved', 'paying', null, 'customer:3')],
      effect: 'charge',
      changes: { reason: null, payment: aPayment({ attempt: 2, amount: 1000 }) },
    },
  ],
  ['left alone in time: it stays', reserved(), { type: 'resume' }, {}, after(599)],
  [
    'left alone until its time is over: it expires and holds nothing',
    reserved(),
    { type: 'resume' },
    {
      history: [step('reserved', 'expired', 'hold_expired')],
      facts: ['expired'],
      changes: { releasedTicketIds: BOTH, expiresAt: null, reason: 'hold_expired' },
    },
    after(600),
  ],
  [
    'cancelled whole: it ends',
    reserved(),
    cancel(1, 2),
    {
      history: [step('reserved', 'cancelled', 'cancelled_by_customer', 'customer:3')],
      facts: [{ cancelled: BOTH, reason: 'cancelled_by_customer' }],
      changes: { releasedTicketIds: BOTH, expiresAt: null, reason: 'cancelled_by_customer' },
    },
  ],
  [
    'cancelled in part: it stays reserved without those tickets, until the same time',
    reserved(),
    cancel(2),
    {
      history: [step('reserved', 'reserved', 'cancelled_by_customer', 'customer:3')],
      facts: [{ cancelled: [2], reason: 'cancelled_by_customer' }],
      changes: { releasedTicketIds: [2] },
    },
  ],
  [
    'the rest cancelled: it ends',
    reserved({ releasedTicketIds: [2] }),
    cancel(1, 2),
    {
      history: [step('reserved', 'cancelled', 'cancelled_by_customer', 'customer:3')],
      facts: [{ cancelled: [1], reason: 'cancelled_by_customer' }],
      changes: { releasedTicketIds: [2, 1], expiresAt: null, reason: 'cancelled_by_customer' },
    },
  ],
  [
    'cancelled for the free rest after all that had a price was refunded: its payment is refunded whole',
    paid({
      items: [anItem(1), anItem(2, 0)],
      cancelledTicketIds: [1],
      payment: aPayment({ status: 'partially_refunded', reference: 'ref' }),
    }),
    cancel(2),
    {
      history: [step('paid', 'cancelled', 'cancelled_by_customer', 'customer:3')],
      facts: [{ cancelled: [2], reason: 'cancelled_by_customer' }],
      changes: {
        cancelledTicketIds: [1, 2],
        reason: 'cancelled_by_customer',
        payment: aPayment({ status: 'refunded', reference: 'ref' }),
      },
    },
  ],
  ['cancelled for tickets that are out already: it stays', reserved({ releasedTicketIds: [2] }), cancel(2), {}],
];

const atOnce = paying({ payAtOnce: true });
const later = paying({ payAtOnce: false, expiresAt: after(60) });
const free = paying({ payAtOnce: true, payment: null, items: FREE });

const PAYING: Row[] = [
  [
    'captured: its tickets are to be sold; nothing is stored yet',
    atOnce,
    captured,
    { effect: 'confirm', changes: { payment: aPayment({ status: 'captured', reference: 'ref' }) } },
  ],
  [
    'declined with the purchase: it fails and holds nothing',
    atOnce,
    declined,
    {
      history: [step('paying', 'failed', 'payment_declined')],
      facts: ['failed'],
      changes: {
        reason: 'payment_declined',
        releasedTicketIds: BOTH,
        payment: aPayment({ status: 'declined', declineCode: 'card_declined' }),
      },
    },
  ],
  [
    'declined later: it is reserved as before, for as long as before',
    later,
    declined,
    {
      history: [step('paying', 'reserved', 'payment_declined')],
      changes: { reason: 'payment_declined', payment: aPayment({ status: 'declined', declineCode: 'card_declined' }) },
    },
  ],
  [
    'not charged with the purchase: it fails',
    atOnce,
    failed,
    {
      history: [step('paying', 'failed', 'payment_error')],
      facts: ['failed'],
      changes: { reason: 'payment_error', releasedTicketIds: BOTH, payment: aPayment({ status: 'failed' }) },
    },
  ],
  [
    'not charged later: it is reserved as before',
    later,
    failed,
    {
      history: [step('paying', 'reserved', 'payment_error')],
      changes: { reason: 'payment_error', payment: aPayment({ status: 'failed' }) },
    },
  ],
  [
    'charge unknown: the provider is asked, never charged again',
    atOnce,
    unknownCharge,
    { effect: 'ask_provider' },
    after(14),
  ],
  [
    'charge unknown for too long with the purchase: it fails, and its payment stays to be resolved',
    atOnce,
    unknownCharge,
    {
      history: [step('paying', 'failed', 'payment_timeout')],
      facts: ['failed'],
      changes: { reason: 'payment_timeout', releasedTicketIds: BOTH, payment: aPayment({ status: 'unresolved' }) },
    },
    after(15),
  ],
  [
    'charge unknown for too long later: it is reserved, and its payment stays to be resolved',
    later,
    unknownCharge,
    {
      history: [step('paying', 'reserved', 'payment_timeout')],
      changes: { reason: 'payment_timeout', payment: aPayment({ status: 'unresolved' }) },
    },
    after(15),
  ],
  [
    'confirmed: it is paid',
    paying({ payment: aPayment({ status: 'captured', reference: 'ref' }) }),
    { type: 'confirmed' },
    { history: [step('paying', 'paid')], facts: ['paid'], changes: { paidAt: NOW } },
  ],
  [
    'confirmed for nothing: it is paid without a payment',
    free,
    { type: 'confirmed' },
    { history: [step('paying', 'paid')], facts: ['paid'], changes: { paidAt: NOW } },
  ],
  ['confirm unknown: it is confirmed again', atOnce, { type: 'confirm_unknown' }, { effect: 'confirm' }],
  [
    'hold gone: what was taken goes back',
    paying({ payment: aPayment({ status: 'captured', reference: 'ref' }), expiresAt: after(60) }),
    { type: 'hold_gone' },
    {
      history: [step('paying', 'cancelling', 'hold_released')],
      effect: 'refund',
      changes: {
        reason: 'hold_released',
        expiresAt: null,
        refunds: 1,
        refund: aRefund({ reason: 'hold_released' }),
      },
    },
  ],
  [
    'hold gone for nothing: it fails',
    free,
    { type: 'hold_gone' },
    {
      history: [step('paying', 'failed', 'hold_released')],
      facts: ['failed'],
      changes: { reason: 'hold_released', releasedTicketIds: BOTH },
    },
  ],
  ['left alone with a payment: the provider is asked', atOnce, { type: 'resume' }, { effect: 'ask_provider' }],
  ['left alone for nothing: it is confirmed', free, { type: 'resume' }, { effect: 'confirm' }],
];

const PAID: Row[] = [
  [
    'cancelled whole: all of its price goes back',
    paid(),
    cancel(1, 2),
    {
      history: [step('paid', 'cancelling', 'cancelled_by_customer', 'customer:3')],
      effect: 'refund',
      changes: { reason: 'cancelled_by_customer', refunds: 1, refund: aRefund() },
    },
  ],
  [
    'cancelled in part: the price of those tickets goes back',
    paid(),
    cancel(2),
    {
      history: [step('paid', 'cancelling', 'cancelled_by_customer', 'customer:3')],
      effect: 'refund',
      changes: { reason: 'cancelled_by_customer', refunds: 1, refund: aRefund({ ticketIds: [2], amount: 1000 }) },
    },
  ],
  [
    'cancelled for free tickets among others: they are given back without a refund',
    paid({ items: [anItem(1), anItem(2, 0)] }),
    cancel(2),
    {
      history: [step('paid', 'paid', 'cancelled_by_customer', 'customer:3')],
      facts: [{ cancelled: [2], reason: 'cancelled_by_customer' }],
      changes: { cancelledTicketIds: [2] },
    },
  ],
  [
    'cancelled whole for nothing: it ends without a refund',
    paid({ items: FREE, payment: null }),
    cancel(1, 2),
    {
      history: [step('paid', 'cancelled', 'cancelled_by_customer', 'customer:3')],
      facts: [{ cancelled: BOTH, reason: 'cancelled_by_customer' }],
      changes: { cancelledTicketIds: BOTH, reason: 'cancelled_by_customer' },
    },
  ],
  [
    'cancelled for the free rest after all that had a price was refunded: its payment is refunded whole',
    paid({
      items: [anItem(1), anItem(2, 0)],
      cancelledTicketIds: [1],
      payment: aPayment({ status: 'partially_refunded', reference: 'ref' }),
    }),
    cancel(2),
    {
      history: [step('paid', 'cancelled', 'cancelled_by_customer', 'customer:3')],
      facts: [{ cancelled: [2], reason: 'cancelled_by_customer' }],
      changes: {
        cancelledTicketIds: [1, 2],
        reason: 'cancelled_by_customer',
        payment: aPayment({ status: 'refunded', reference: 'ref' }),
      },
    },
  ],
  ['cancelled for tickets that are out already: it stays', paid({ cancelledTicketIds: [2] }), cancel(2), {}],
  ['left alone: it stays', paid(), { type: 'resume' }, {}, after(1_000_000)],
];

const CANCELLING: Row[] = [
  [
    'refunded whole: it ends',
    cancelling(),
    { type: 'refunded' },
    {
      history: [step('cancelling', 'cancelled', 'cancelled_by_customer')],
      facts: [{ cancelled: BOTH, reason: 'cancelled_by_customer' }],
      changes: {
        cancelledTicketIds: BOTH,
        refund: null,
        payment: aPayment({ status: 'refunded', reference: 'ref' }),
      },
    },
  ],
  [
    'refunded in part: it is paid without those tickets',
    cancelling({ refund: aRefund({ ticketIds: [2], amount: 1000 }) }),
    { type: 'refunded' },
    {
      history: [step('cancelling', 'paid', 'cancelled_by_customer')],
      facts: [{ cancelled: [2], reason: 'cancelled_by_customer' }],
      changes: {
        reason: null,
        cancelledTicketIds: [2],
        refund: null,
        payment: aPayment({ status: 'partially_refunded', reference: 'ref' }),
      },
    },
  ],
  [
    'refunded because its hold was gone: it ends, and its tickets were never its own',
    cancelling({ paidAt: null, reason: 'hold_released', refund: aRefund({ reason: 'hold_released' }) }),
    { type: 'refunded' },
    {
      history: [step('cancelling', 'cancelled', 'hold_released')],
      facts: [{ cancelled: BOTH, reason: 'hold_released' }],
      changes: {
        releasedTicketIds: BOTH,
        refund: null,
        payment: aPayment({ status: 'refunded', reference: 'ref' }),
      },
    },
  ],
  ['refund unknown: it is sent again', cancelling(), { type: 'refund_unknown' }, { effect: 'refund' }],
  ['left alone: its refund is sent again', cancelling(), { type: 'resume' }, { effect: 'refund' }],
];

const ENDED: Row[] = (['failed', 'expired', 'cancelled'] as const).map((status) => [
  `left alone when it is ${status}: it stays`,
  aPurchase({ status }),
  { type: 'resume' },
  {},
]);

const TABLE: [status: string, rows: Row[]][] = [
  ['pending', PENDING],
  ['reserved', RESERVED],
  ['paying', PAYING],
  ['paid', PAID],
  ['cancelling', CANCELLING],
  ['that has ended', ENDED],
];

describe.each(TABLE)('a purchase %s', (_status, rows) => {
  test.each(rows)('%s', (_title, given, outcome, expected, now = NOW) => {
    const { history = [], facts = [], effect = null, changes = {} } = expected;
    const status = history.at(-1)?.to ?? given.status;
    const moved = history.length > 0 ? { version: given.version + history.length, updatedAt: now } : {};
    expect(advance(given, outcome, now, SETTINGS)).toEqual({
      purchase: { ...given, ...moved, ...changes, status },
      history,
      facts,
      effect,
    });
  });
});

const GIVEN: Record<PurchaseStatus, Purchase> = {
  pending: aPurchase(),
  reserved: reserved(),
  paying: paying(),
  paid: paid(),
  cancelling: cancelling(),
  failed: aPurchase({ status: 'failed' }),
  expired: aPurchase({ status: 'expired' }),
  cancelled: aPurchase({ status: 'cancelled' }),
};

const OUTCOMES: Outcome[] = [
  { type: 'recorded' },
  held(),
  refused,
  { type: 'hold_unknown', reason: 'inventory_unavailable' },
  pay,
  captured,
  declined,
  failed,
  unknownCharge,
  { type: 'confirmed' },
  { type: 'confirm_unknown' },
  { type: 'hold_gone' },
  cancel(1),
  { type: 'refunded' },
  { type: 'refund_unknown' },
];

const MEANT: Record<PurchaseStatus, Outcome['type'][]> = {
  pending: ['recorded', 'held', 'refused', 'hold_unknown'],
  reserved: ['pay', 'cancel'],
  paying: ['captured', 'declined', 'not_charged', 'charge_unknown', 'confirmed', 'confirm_unknown', 'hold_gone'],
  paid: ['cancel'],
  cancelling: ['refunded', 'refund_unknown'],
  failed: [],
  expired: [],
  cancelled: [],
};

const MEANINGLESS = (Object.keys(GIVEN) as PurchaseStatus[]).flatMap((status) =>
  OUTCOMES.filter(({ type }) => !MEANT[status].includes(type)).map(
    (outcome) => [status, outcome.type, outcome] as const,
  ),
);

test.each(MEANINGLESS)(
  'a purchase that is %s can not be %s: it is a defect, never a silent step',
  (status, _type, outcome) => {
    expect(() => advance(GIVEN[status], outcome, NOW, SETTINGS)).toThrow('means nothing to it');
  },
);
