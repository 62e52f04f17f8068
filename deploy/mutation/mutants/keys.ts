import type { Mutant } from '../mutant.ts';

const ORDER = 'services/order';
const PLATFORM = 'libs/platform';

/** Idempotency keys: of purchases, which are claimed with what they stand for, and of all other commands. */
export const KEYS: Mutant[] = [
  {
    name: 'order/key-claimed',
    breaks: 'An idempotency key places one purchase, however often it comes.',
    file: `${ORDER}/src/storage/new-purchases.ts`,
    before: "select * from v where key = '' or id in (select purchase_id from claimed)",
    after: 'select * from v',
    tests: [
      {
        file: `${ORDER}/test/idempotency.test.ts`,
        title: 'placing with the same key again gets the stored answer; nothing happens twice',
      },
    ],
  },
  {
    name: 'order/key-content',
    breaks: 'An idempotency key that comes with another command is refused.',
    file: `${ORDER}/src/storage/keys.ts`,
    before: '  if (!row.request_hash.equals(requestHash)) throw keyReused();\n',
    after: '',
    tests: [
      {
        file: `${ORDER}/test/idempotency.test.ts`,
        title: 'the same key with another command is refused, and another customer may use it',
      },
    ],
  },
  {
    name: 'order/key-taken',
    breaks: 'Of two commands with one idempotency key at the same time one gets it.',
    file: `${ORDER}/src/storage/keys.ts`,
    before: '  if (claimed.length === 0) throw keyInProgress();\n',
    after: '',
    tests: [
      {
        file: `${ORDER}/test/keys.test.ts`,
        title: 'of two commands that both found a key unused one gets it, until that one counts as abandoned',
      },
    ],
  },
  {
    name: 'order/answer-kept',
    breaks: 'A command that is sent again gets the answer that it got.',
    file: `${ORDER}/src/storage/step-parts.ts`,
    before: 'deltas, lost, outbox, answers]',
    after: 'deltas, lost, outbox]',
    tests: [
      {
        file: `${ORDER}/test/idempotency.test.ts`,
        title: 'paying with the same key again gets the stored answer, a decline too',
      },
    ],
  },
  {
    name: 'platform/key-content',
    breaks: 'An idempotency key that comes with another command is refused.',
    file: `${PLATFORM}/src/idempotency.ts`,
    before: '    if (!stored.request_hash.equals(idempotency.requestHash)) throw keyReused();\n',
    after: '',
    tests: [{ file: `${PLATFORM}/test/idempotency.test.ts`, title: 'the same key with another content is refused' }],
  },
  {
    name: 'platform/key-under-way',
    breaks: 'Of two commands with one idempotency key at the same time one runs.',
    file: `${PLATFORM}/src/idempotency.ts`,
    before: '  if (!lock?.held) throw keyInProgress();\n',
    after: '',
    tests: [
      {
        file: `${PLATFORM}/test/idempotency.test.ts`,
        title: 'while the first command is under way on another connection the key is in progress',
      },
    ],
  },
];
