import type { Mutant } from '../mutant.ts';

const SRC = 'services/catalog/src';
const TEST = 'services/catalog/test';

/** Events: whose they are, and what others hear of them. */
export const CATALOG: Mutant[] = [
  {
    name: 'catalog/locked-change',
    breaks: 'Of two changes of an event at the same time none is lost.',
    file: `${SRC}/storage/own-events.ts`,
    before: ', { lockMode: LockMode.PESSIMISTIC_WRITE }',
    after: '',
    tests: [
      {
        file: `${TEST}/update-races.test.ts`,
        title: 'a change waits for whoever has locked the event, and is made to the event as it is then',
      },
    ],
  },
  {
    name: 'catalog/own-event',
    breaks: "A partner neither sees nor changes another partner's events.",
    file: `${SRC}/storage/own-events.ts`,
    before: 'return em.findOne(EventEntity, { id, partnerId });',
    after: 'return em.findOne(EventEntity, { id });',
    tests: [
      {
        file: `${TEST}/own-events.test.ts`,
        title: 'an event belongs to its partner somebody else meets the same answer as for a missing one',
      },
    ],
  },
  {
    name: 'catalog/outbox',
    breaks: 'A change of an event is told to others: it is written to the outbox with the change.',
    file: `${SRC}/usecases/cancel-event.ts`,
    before: "        await recordFact(em, { kind: 'cancelled', event, reason: words });\n",
    after: '',
    tests: [{ file: `${TEST}/facts.test.ts`, title: 'facts tell each change with the event as it was after it' }],
  },
  {
    name: 'catalog/cancelled-for-good',
    breaks: 'A cancelled event never sells again.',
    file: `${SRC}/domain/event-status.ts`,
    before: '  cancelled: {},',
    after: "  cancelled: { published: 'allowed', cancelled: 'allowed' },",
    tests: [
      {
        file: `${TEST}/cancel-event.test.ts`,
        title: 'a cancelled event is seen by its partner only and stays as it is',
      },
    ],
  },
];
