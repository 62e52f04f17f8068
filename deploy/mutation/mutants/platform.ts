import type { Mutant } from '../mutant.ts';

const SRC = 'libs/platform/src';
const TEST = 'libs/platform/test';

/** The outbox, the inbox, the courier between them, and what services share besides. */
export const PLATFORM: Mutant[] = [
  {
    name: 'platform/outbox-transaction',
    breaks: 'An event is recorded in the transaction of its change: what is rolled back is never told.',
    file: `${SRC}/outbox.ts`,
    before: "await query(em, 'insert into outbox",
    after: "await query(em.fork(), 'insert into outbox",
    tests: [
      {
        file: `${TEST}/outbox.test.ts`,
        title: 'what is committed goes out with its id, time and payload; what is rolled back never does',
      },
    ],
  },
  {
    name: 'platform/published-then-marked',
    breaks: 'An event counts as published only once the bus has it.',
    file: `${SRC}/outbox.ts`,
    before: `      await across(\`publish \${subject}\`, () => bus.publish(message));
      published.add(row.id);`,
    after: `      published.add(row.id);
      await across(\`publish \${subject}\`, () => bus.publish(message));`,
    tests: [{ file: `${TEST}/outbox.test.ts`, title: 'a bus that fails for a while holds nothing back for good' }],
  },
  {
    name: 'platform/one-relay',
    breaks: 'Of several processes on one outbox one publishes it.',
    file: `${SRC}/outbox.ts`,
    before: 'return rows[0]?.held === true;',
    after: 'return rows.length > 0;',
    tests: [
      {
        file: `${TEST}/relay-election.test.ts`,
        title: 'an event that one relay is publishing is published by no other, however long that takes',
      },
    ],
  },
  {
    name: 'platform/inbox',
    breaks: 'An event takes effect once, however often it comes.',
    file: `${SRC}/inbox.ts`,
    before: 'const once = messages.filter(({ id }) => ids.delete(id));',
    after: 'const once = messages;',
    tests: [
      {
        file: `${TEST}/inbox.test.ts`,
        title: 'an event is applied once: again later, twice in one batch, and by two processes at once',
      },
    ],
  },
  {
    name: 'platform/inbox-transaction',
    breaks: 'An event counts as applied only together with its effect.',
    file: `${SRC}/inbox.ts`,
    before: `      const fresh = await query<{ event_id: string }>(
        em,`,
    after: `      const fresh = await query<{ event_id: string }>(
        database.read(),`,
    tests: [
      {
        file: `${TEST}/inbox.test.ts`,
        title: 'an event and its effect are one transaction: when the effect fails, the event counts as never received',
      },
    ],
  },
  {
    name: 'platform/dead-letters',
    breaks: 'An event that can not be applied is kept as a dead letter.',
    file: `${SRC}/in-process-bus.ts`,
    before: 'return await consumer.giveUp(message, error);',
    after: 'return;',
    tests: [
      {
        file: `${TEST}/bus/in-process-bus.test.ts`,
        title: 'the events of one process are given up once, after the last attempt, and do not come again',
      },
    ],
  },
  {
    name: 'platform/dead-letters-of-nats',
    breaks: 'An event that came over NATS and can not be applied is kept as a dead letter too.',
    file: `${SRC}/nats-bus.ts`,
    before: 'await consumer.giveUp(event, error).then(',
    after: 'await Promise.resolve().then(',
    tests: [
      {
        file: `${TEST}/bus/nats-bus.test.ts`,
        title: 'the events of NATS JetStream are given up once, after the last attempt, and do not come again',
      },
    ],
  },
  {
    name: 'platform/acknowledged-when-applied',
    breaks: 'An event is acknowledged after its effect is committed, so that a crash in between loses nothing.',
    file: `${SRC}/nats-bus.ts`,
    before: '      await apply(event);\n',
    after: '      message.ack();\n      await apply(event);\n',
    tests: [
      {
        file: `${TEST}/bus/nats-bus.test.ts`,
        title:
          'the events of NATS JetStream come again after a failure, each time later than before, until they are applied',
      },
    ],
  },
  {
    name: 'platform/published-when-applied',
    breaks: 'In one process an event counts as published only when its consumers have applied it.',
    file: `${SRC}/in-process-bus.ts`,
    before: '        await delivery;\n',
    after: '',
    tests: [
      {
        file: `${TEST}/bus/in-process-bus.test.ts`,
        title: 'publishing in one process resolves only when every consumer has applied the message or given it up',
      },
    ],
  },
  {
    name: 'platform/deadlock-retried',
    breaks: 'A transaction that lost to another one is run again.',
    file: `${SRC}/database.ts`,
    before: 'if (attempt > 3 || !isRetryable(error)) throw error;',
    after: 'if (attempt > 0 || !isRetryable(error)) throw error;',
    tests: [{ file: `${TEST}/database.test.ts`, title: 'two transactions that deadlock both succeed in the end' }],
  },
  {
    name: 'platform/service-token',
    breaks: 'Nobody without the service token acts as an account.',
    file: `${SRC}/rpc-interceptors.ts`,
    before: 'return bytes.length === expected.length && timingSafeEqual(bytes, expected);',
    after: 'return bytes.length === expected.length;',
    tests: [
      {
        file: `${TEST}/rpc/connect-interop.test.ts`,
        title: 'by gRPC over HTTP/2 a token of the same length is refused',
      },
    ],
  },
];
