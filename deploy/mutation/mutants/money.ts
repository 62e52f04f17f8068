import type { Mutant } from '../mutant.ts';

const SRC = 'services/order/src';
const TEST = 'services/order/test';
const SAGA = `${SRC}/domain/saga.test.ts`;
const UNKNOWN = `${TEST}/unknown-payments.test.ts`;

/** Payments, refunds and the figures of sales. */
export const MONEY: Mutant[] = [
  {
    name: 'order/asked-not-charged-again',
    breaks: 'A payment whose outcome is unknown is asked for, never charged again.',
    file: `${SRC}/domain/saga.ts`,
    before: "if (!waited) return stay(purchase, 'ask_provider');",
    after: "if (!waited) return stay(purchase, 'charge');",
    tests: [
      {
        file: UNKNOWN,
        title: 'a charge that never reached the provider fails the purchase after a while, and is not sent again',
      },
    ],
  },
  {
    name: 'order/unknown-is-not-failed',
    breaks: 'A payment whose answer was lost is not taken as one that took nothing.',
    file: `${SRC}/usecases/perform-effects.ts`,
    before: 'return askProvider(drive);',
    after: "return { type: 'not_charged', reason: 'payment_error' };",
    tests: [{ file: UNKNOWN, title: 'a charge whose answer is lost is found by its key; it is never sent again' }],
  },
  {
    name: 'order/unresolved-payment',
    breaks: 'A payment that was given up is asked for on, and late money goes back.',
    file: `${SRC}/storage/step-parts.ts`,
    before: 'const money = [payments(provider), unresolved, refunds, refundsDone];',
    after: 'const money = [payments(provider), refunds, refundsDone];',
    tests: [{ file: UNKNOWN, title: 'money that comes after its purchase was given up goes back, once' }],
  },
  {
    name: 'order/late-refund-key',
    breaks: 'Late money that is sent back again is sent back once.',
    file: `${SRC}/storage/unresolved-payments.ts`,
    before: `return \`refund-\${purchaseId}-late-\${attempt}\`;`,
    after: `return \`refund-\${purchaseId}-late-\${attempt}-\${performance.now()}\`;`,
    tests: [{ file: UNKNOWN, title: 'a late refund that fails is sent again with the same key' }],
  },
  {
    name: 'order/refund-key',
    breaks: 'A refund that is sent again has the same key, and is paid once.',
    file: `${SRC}/domain/purchase.ts`,
    before: `return \`refund-\${id}-\${refund?.number ?? 0}\`;`,
    after: `return \`refund-\${id}-\${refund?.number ?? 0}-\${performance.now()}\`;`,
    tests: [{ file: `${TEST}/cancelling.test.ts`, title: 'a refund whose answer is lost is not paid twice' }],
  },
  {
    name: 'order/payment-key',
    breaks: 'Each attempt to pay has a key of its own: a declined card does not decline the next one.',
    file: `${SRC}/domain/purchase.ts`,
    before: `return \`purchase-\${id}-\${payment?.attempt ?? 0}\`;`,
    after: `return \`purchase-\${id}-\${payment ? 1 : 0}\`;`,
    tests: [
      {
        file: `${SRC}/domain/purchase.test.ts`,
        title: 'each attempt to pay and each refund has a key of its own, the same every time it is asked for',
      },
    ],
  },
  {
    name: 'order/refund-when-hold-gone',
    breaks: 'When a paid purchase has lost its hold, all of its money goes back.',
    file: `${SRC}/domain/saga.ts`,
    before: "return startRefund(purchase, now, all, 'hold_released', SYSTEM, { expiresAt: null });",
    after: "return end(purchase, now, 'failed', 'hold_released', {});",
    tests: [
      {
        file: `${TEST}/placing.test.ts`,
        title: 'when the hold is gone at the confirmation, all the money goes back and the customer is told',
      },
    ],
  },
  {
    name: 'order/refund-before-release',
    breaks: 'What was paid is refunded before its tickets go back on sale.',
    file: `${SRC}/domain/transitions.ts`,
    before: "if (purchase.status === 'paid' && priceOf(standing) > 0) return startRefund(",
    after: "if (purchase.status === 'cancelled') return startRefund(",
    tests: [{ file: SAGA, title: 'a purchase paid cancelled whole: all of its price goes back' }],
  },
  {
    name: 'order/refund-of-its-tickets',
    breaks: 'A cancellation refunds the price of its tickets, and nothing of the others.',
    file: `${SRC}/domain/transitions.ts`,
    before: 'const refund = { number, ticketIds, amount: priceOf(items), reason };',
    after: 'const refund = { number, ticketIds, amount: priceOf(purchase.items), reason };',
    tests: [{ file: SAGA, title: 'a purchase paid cancelled in part: the price of those tickets goes back' }],
  },
  {
    name: 'order/cancelled-once',
    breaks: 'A ticket that is cancelled already is not refunded again.',
    file: `${SRC}/domain/transitions.ts`,
    before: 'const standing = standingItems(purchase).filter(({ ticketId }) => outcome.ticketIds',
    after: 'const standing = purchase.items.filter(({ ticketId }) => outcome.ticketIds',
    tests: [{ file: SAGA, title: 'a purchase paid cancelled for tickets that are out already: it stays' }],
  },
  {
    name: 'order/cancelled-once-asked',
    breaks: 'Cancelling twice is the same as once.',
    file: `${SRC}/domain/rules.ts`,
    before: 'const standing = standingItems(purchase).map(',
    after: 'const standing = purchase.items.map(',
    tests: [{ file: `${SRC}/domain/rules.test.ts`, title: 'to cancel a ticket that is out already' }],
  },
  {
    name: 'order/cancelled-event-unpaid',
    breaks: 'No money is taken for tickets of a cancelled event.',
    file: `${SRC}/usecases/pay-purchase.ts`,
    before: '    await requireStanding(purchase);\n',
    after: '',
    tests: [
      {
        file: `${TEST}/paying.test.ts`,
        title: 'a purchase with a ticket of a cancelled event is not charged, and can be paid without that ticket',
      },
    ],
  },
  {
    name: 'order/free-is-not-charged',
    breaks: 'A charge is always for more than nothing.',
    file: `${SRC}/domain/transitions.ts`,
    before: '  if (priceOf(standing) === 0) {',
    after: '  if (standing.length === 0) {',
    tests: [
      {
        file: `${TEST}/paying.test.ts`,
        title: 'a reserved purchase of which only free tickets are left needs no charge',
      },
    ],
  },
  {
    name: 'order/sales-delta',
    breaks: 'The figures of sales lose what is cancelled, to the cent.',
    file: `${SRC}/domain/sales.ts`,
    before: 'amount: priceOf(now) - priceOf(old),',
    after: 'amount: priceOf(now),',
    tests: [
      {
        file: `${SRC}/domain/sales.test.ts`,
        title: 'the deltas of any sales and partial cancellations sum up to a fresh count',
      },
    ],
  },
  {
    name: 'order/folded-once',
    breaks: 'Each change of the figures is added to the totals once.',
    file: `${SRC}/storage/sales-figures.ts`,
    before: 'with taken as (delete from sales_deltas returning *)',
    after: 'with taken as (select * from sales_deltas)',
    tests: [
      {
        file: `${TEST}/folding.test.ts`,
        title: 'figures are the same before and after they are folded, however often that happens',
      },
    ],
  },
  {
    name: 'order/folded-by-day',
    breaks: 'What is folded is in the totals of its day too.',
    file: `${SRC}/storage/sales-figures.ts`,
    before: `days as (\${addTo('sales_day_totals', { day: DAY })})`,
    after: 'days as (select 1)',
    tests: [
      {
        file: `${TEST}/folding.test.ts`,
        title: 'figures are the same before and after they are folded, however often that happens',
      },
    ],
  },
  {
    name: 'order/parts-of-hours',
    breaks: 'A period that does not end with an hour has the sales of that hour until then.',
    file: `${SRC}/domain/sales-period.ts`,
    before: '[head, tail].filter(',
    after: '[head].filter(',
    tests: [
      {
        file: `${SRC}/domain/sales-period.test.ts`,
        title: 'each moment is in one of the parts of a period if it is in the period, and in none otherwise',
      },
    ],
  },
];
