import type { Mutant } from '../mutant.ts';

const SRC = 'services/order/src';
const TEST = 'services/order/test';
const STEPS = `${TEST}/steps.test.ts`;
const OVERTAKEN =
  'a step that was decided on another version is not stored, nor is anything with it; the others of its statement are';
const SAGA = `${SRC}/domain/saga.test.ts`;

/** Purchases: their steps, their leases and what is told of them. */
export const PURCHASES: Mutant[] = [
  {
    name: 'order/one-live-sale',
    breaks: 'The orders database allows one standing sale of a ticket, whatever inventory says.',
    file: `${SRC}/storage/migrations/2026-11-23-initial.ts`,
    before: 'create unique index sales_one_live_sale_a_ticket',
    after: 'create index sales_one_live_sale_a_ticket',
    tests: [
      {
        file: `${TEST}/last-resort.test.ts`,
        title:
          'a ticket that inventory gives to two purchases is sold to one: the orders database refuses the second sale',
      },
    ],
  },
  {
    name: 'order/version-guard',
    breaks: 'A step is stored only on the version that it was decided on, so that no step is taken twice.',
    file: `${SRC}/storage/save-steps.ts`,
    before: 'where p.id = c.id and p.version = c.from_version returning',
    after: 'where p.id = c.id returning',
    tests: [{ file: STEPS, title: OVERTAKEN }],
  },
  {
    name: 'order/overtaken-writes-nothing',
    breaks: 'A step that was not stored tells and records nothing.',
    file: `${SRC}/storage/step-parts.ts`,
    before: ' join changed on changed.id = v.of_purchase',
    after: '',
    tests: [{ file: STEPS, title: OVERTAKEN }],
  },
  {
    name: 'order/lease',
    breaks: 'A purchase that somebody drives is taken up by nobody else.',
    file: `${SRC}/storage/sagas.ts`,
    before: 'from sagas where due_at <= now() and',
    after: 'from sagas where',
    tests: [
      {
        file: `${TEST}/leases.test.ts`,
        title: 'a purchase that is due is taken up once; one whose lease lasts is left to its driver',
      },
    ],
  },
  {
    name: 'order/lease-taken',
    breaks: 'Whoever takes up a purchase leases it, so that nobody else does.',
    file: `${SRC}/storage/sagas.ts`,
    before: 'set due_at = now() + make_interval(secs => $3)',
    after: 'set due_at = least(due_at, now() + make_interval(secs => $3))',
    tests: [
      {
        file: `${TEST}/leases.test.ts`,
        title: 'a purchase that is due is taken up once; one whose lease lasts is left to its driver',
      },
    ],
  },
  {
    name: 'order/skip-locked',
    breaks: 'Processes that recover purchases do not wait for each other.',
    file: `${SRC}/storage/sagas.ts`,
    before: ' for update skip locked',
    after: '',
    tests: [
      {
        file: `${TEST}/leases.test.ts`,
        title: 'a purchase that another process is about to take up keeps nobody from the others',
      },
    ],
  },
  {
    name: 'order/recorded-before-charge',
    breaks: 'No payment is begun before it is recorded, so that one that is under way is found after a crash.',
    file: `${SRC}/usecases/drive-purchase.ts`,
    before: '    if (await inBatch({ before, after, ...rest })) return;',
    after: "    if (after.status === 'paying' || (await inBatch({ before, after, ...rest }))) return;",
    tests: [
      {
        file: `${TEST}/recovery.test.ts`,
        title: 'charged and not confirmed: it is found by its key, confirmed and paid, without a second charge',
      },
    ],
  },
  {
    name: 'order/paying-keeps-hold',
    breaks: 'A hold does not expire while its payment is under way.',
    file: `${SRC}/domain/saga.ts`,
    before: "    case 'paying':\n      return stay(purchase, purchase.payment ? 'ask_provider' : 'confirm');",
    after: "    case 'paying':\n      return end(purchase, now, 'expired', 'hold_expired', {});",
    tests: [{ file: SAGA, title: 'a purchase paying left alone with a payment: the provider is asked' }],
  },
  {
    name: 'order/hold-expires',
    breaks: 'A hold that is not paid in time is given back.',
    file: `${SRC}/domain/saga.ts`,
    before: 'if (purchase.expiresAt === null || now < purchase.expiresAt) return stay(purchase, null);\n',
    after: 'if (purchase.expiresAt !== null) return stay(purchase, null);\n',
    tests: [
      { file: SAGA, title: 'a purchase reserved left alone until its time is over: it expires and holds nothing' },
    ],
  },
  {
    name: 'order/hold-expired-unpayable',
    breaks: 'A hold whose time is over can not be paid any more.',
    file: `${SRC}/domain/rules.ts`,
    before: "|| (status === 'reserved' && expiresAt !== null && now >= expiresAt)",
    after: '',
    tests: [{ file: `${SRC}/domain/rules.test.ts`, title: 'to pay a reserved purchase whose time is over' }],
  },
  {
    name: 'order/unknown-hold-released',
    breaks: 'A hold whose answer was lost is given back.',
    file: `${SRC}/domain/saga.ts`,
    before: "if (outcome.type === 'hold_unknown') return end(purchase, now, 'failed', outcome.reason, {});",
    after:
      "if (outcome.type === 'hold_unknown') return { ...end(purchase, now, 'failed', outcome.reason, {}), facts: [] };",
    tests: [{ file: `${TEST}/placing.test.ts`, title: 'a hold whose answer is lost is given back' }],
  },
  {
    name: 'order/own-purchase',
    breaks: "Somebody else's purchase is as good as none.",
    file: `${SRC}/usecases/own-purchase.ts`,
    before: 'if (purchase?.customerId !== customerId) throw',
    after: 'if (!purchase) throw',
    tests: [{ file: `${TEST}/placing.test.ts`, title: 'somebody else’s purchase is as good as none' }],
  },
  {
    name: 'order/outbox',
    breaks: 'Each step is told to others: it is written to the outbox with the step.',
    file: `${SRC}/storage/step-parts.ts`,
    before: 'deltas, lost, outbox, answers]',
    after: 'deltas, lost, answers]',
    tests: [
      {
        file: `${TEST}/placing.test.ts`,
        title: 'a declined card leaves a failed purchase with the provider’s code, free tickets and no money',
      },
    ],
  },
  {
    name: 'order/cancels-its-event',
    breaks: 'When an event is cancelled, purchases lose its tickets and no others.',
    file: `${SRC}/usecases/cancel-events.ts`,
    before: 'standingItems(purchase).filter((item) => item.eventId === eventId)',
    after: 'standingItems(purchase)',
    tests: [
      {
        file: `${TEST}/cancelled-events.test.ts`,
        title:
          'paid and reserved purchases of a cancelled event lose its tickets and get their money back, and keep the rest',
      },
    ],
  },
];
