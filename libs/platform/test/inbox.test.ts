import { createInProcessBus, type EventMessage, inboxConsumer, query } from '@boxoffice/platform';
import { eventually, quietLog } from '@boxoffice/testing';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { EntityManager } from '@mikro-orm/postgresql';
import { startTestDatabase, type TestDatabase } from './test-database.ts';

const SUBJECT = 'boxoffice.order.v1.purchase_failed';

let at: TestDatabase;

beforeEach(async () => {
  at = await startTestDatabase('create table effects (event_id uuid not null, text text not null)');
});
afterEach(() => at.stop());

function message(text: string, id: string = crypto.randomUUID()): EventMessage {
  return { id, subject: SUBJECT, payload: Buffer.from(text), time: new Date() };
}

const textOf = ({ payload }: EventMessage) => Buffer.from(payload).toString();

type Apply = (em: EntityManager, messages: EventMessage[]) => Promise<void>;

async function write(em: EntityManager, messages: EventMessage[]): Promise<void> {
  for (const one of messages) await query(em, 'insert into effects values ($1, $2)', [one.id, textOf(one)]);
}

function consumer(apply: Apply = write, options: { applied?: () => void; name?: string } = {}) {
  return inboxConsumer(at.database, { name: 'test-write', subjects: [SUBJECT], apply, log: quietLog, ...options });
}

const effects = async () => (await at.rows('select text from effects')).map(({ text }) => text).toSorted();
const received = async () => (await at.rows('select event_id from inbox')).length;

test('an event and its effect are one transaction: when the effect fails, the event counts as never received', async () => {
  let fails = true;
  const { handle } = consumer(async (em, messages) => {
    await write(em, messages);
    if (fails) throw new Error('not now');
  });
  const event = message('a');
  expect(await handle([event])).toEqual([new Error('not now')]);
  expect([await effects(), await received()]).toEqual([[], 0]);
  fails = false;
  expect(await handle([event])).toEqual([undefined]);
  expect([await effects(), await received()]).toEqual([['a'], 1]);
});

test('an event is applied once: again later, twice in one batch, and by two processes at once', async () => {
  const [a, b] = [message('a'), message('b')];
  const one = consumer();
  const other = inboxConsumer(await at.open(), { name: one.name, subjects: [SUBJECT], apply: write, log: quietLog });
  await one.handle([a, a, b]);
  await one.handle([a]);
  const more = Array.from({ length: 20 }, (_, n) => message(`c${n}`));
  await Promise.all([one.handle(more), other.handle(more.toReversed()), one.handle(more), other.handle([a, ...more])]);
  expect(await effects()).toEqual(['a', 'b', ...more.map(textOf)].toSorted());
});

test('each consumer applies an event for itself', async () => {
  const event = message('a');
  await consumer().handle([event]);
  await consumer(write, { name: 'test-write-too' }).handle([event]);
  expect(await effects()).toEqual(['a', 'a']);
});

const POISONS: [what: string, apply: Apply][] = [
  [
    'throws',
    async (em, messages) => {
      if (messages.some((one) => textOf(one) === 'poison')) throw new Error('poison');
      await write(em, messages);
    },
  ],
  [
    'breaks its transaction',
    async (em, messages) => {
      await write(em, messages);
      if (messages.some((one) => textOf(one) === 'poison')) await query(em, 'select 1 / 0');
    },
  ],
];

test.each(POISONS)('an event that %s fails alone: those that came with it are applied', async (_what, apply) => {
  const events = [message('a'), message('poison'), message('b')];
  const results = await consumer(apply).handle(events);
  expect(results.map((result) => result === undefined)).toEqual([true, false, true]);
  expect(await effects()).toEqual(['a', 'b']);
});

test.each(POISONS)('an event that %s until the last attempt becomes a dead letter', async (_what, apply) => {
  const bus = createInProcessBus(quietLog);
  await bus.subscribe({ ...consumer(apply), maxAttempts: 3 });
  const poison = message('poison');
  await Promise.all([message('a'), poison, message('b')].map((one) => bus.publish(one)));
  await eventually(async () => expect(await effects()).toEqual(['a', 'b']));
  const letters = await at.rows('select consumer, event_id, subject, payload, error from dead_letters');
  expect(letters).toEqual([
    {
      consumer: 'test-write',
      event_id: poison.id,
      subject: SUBJECT,
      payload: Buffer.from('poison'),
      error: expect.any(String),
    },
  ]);
  await bus.close();
});

test('a dead letter is kept once, however often it is given up', async () => {
  const { giveUp } = consumer();
  const poison = message('poison');
  await giveUp(poison, new Error('first'));
  await giveUp(poison, new Error('second'));
  expect(await at.rows('select error from dead_letters')).toEqual([{ error: 'first' }]);
});

test('whoever waits for effects is told after the commit', async () => {
  const seen: Promise<unknown>[] = [];
  const { handle } = consumer(write, { applied: () => seen.push(effects()) });
  await handle([message('a')]);
  expect(await Promise.all(seen)).toEqual([['a']]);
});
