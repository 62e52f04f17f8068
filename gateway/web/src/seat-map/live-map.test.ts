import { expect, test } from '@jest/globals';
import { createLiveMap, type StreamHandlers } from './live-map.ts';
import { pack } from './test/halls.ts';
import type { SeatMapData } from './types.ts';

const EVENT = 7;
const id = (n: number) => EVENT * 1_000_000 + n;
const map = (sequence: number, statuses: number[], price = 500): SeatMapData => ({
  event_id: EVENT,
  sequence,
  sections: [{ section: 'Floor', price, first_ticket_id: id(1), seats: statuses.map((_, i) => `A${i + 1}`) }],
  taken: pack(statuses),
});

/** Lets promises that are settled be heard. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

/** A live map whose world is driven by hand: answers to readings, events of the stream, and time. */
function setUp(...answers: (SeatMapData | Error)[]) {
  let now = 0;
  let timers: { at: number; run: () => void }[] = [];
  let stream: StreamHandlers | undefined;
  const asked: { loads: number; since: number[]; closed: number } = { loads: 0, since: [], closed: 0 };
  const live = createLiveMap(
    {
      load: async () => {
        asked.loads++;
        const answer = answers.length > 1 ? answers.shift() : answers[0];
        if (answer instanceof Error) throw answer;
        return answer as SeatMapData;
      },
      listen(since, handlers) {
        asked.since.push(since);
        stream = handlers;
        return () => {
          asked.closed++;
        };
      },
      after(milliseconds, run) {
        const timer = { at: now + milliseconds, run };
        timers.push(timer);
        return () => {
          timers = timers.filter((other) => other !== timer);
        };
      },
      isLasting: (error) => error instanceof RangeError,
      random: () => 0.5,
    },
    'BRL',
  );

  return {
    live,
    asked,
    async started() {
      live.start();
      await settle();
      return this;
    },
    send: (event: string, data: object | string) =>
      stream?.onEvent({ event, data: typeof data === 'string' ? data : JSON.stringify(data) }),
    stream: () => stream,
    async pass(milliseconds: number) {
      const until = now + milliseconds;
      for (;;) {
        const next = timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        timers = timers.filter((timer) => timer !== next);
        now = next.at;
        next.run();
        await settle();
      }
      now = until;
    },
    statuses: () => [...(live.state().model?.statuses ?? [])],
  };
}

test('the stream is followed from the sequence of the map on', async () => {
  const world = await setUp(map(10, [0, 1, 2, 3])).started();
  expect(world.statuses()).toEqual([0, 1, 2, 3]);
  expect(world.asked.since).toEqual([10]);
  expect(world.live.state().connection).toBe('connecting');
  world.stream()?.onState('open');
  expect(world.live.state().connection).toBe('live');
});

test('a change sets statuses, is told once in a while, and tells which seats differ', async () => {
  const world = await setUp(map(10, [0, 0, 2])).started();
  const changed: number[][] = [];
  let told = 0;
  world.live.state().model?.watch((indices) => changed.push([...indices]));
  world.live.subscribe(() => told++);
  const { version } = world.live.state();
  world.send('change', { sequence: 12, changes: [[id(1), 1]] });
  world.send('change', {
    sequence: 13,
    changes: [
      [id(2), 2],
      [id(3), 2],
    ],
  });
  expect(world.statuses()).toEqual([1, 2, 2]);
  expect(changed).toEqual([[0], [1]]);
  expect(told).toBe(0);
  await world.pass(100);
  expect(told).toBe(1);
  expect(world.live.state().version).toBeGreaterThan(version);
  expect(world.live.state().model?.sequence).toBe(13);
  expect(world.live.state().model?.counts().total).toEqual({ available: 0, held: 1, sold: 2, withdrawn: 0 });
});

test('a change that the map knows already changes nothing', async () => {
  const world = await setUp(map(10, [2, 0])).started();
  world.send('change', { sequence: 9, changes: [[id(1), 0]] });
  world.send('change', { sequence: 10, changes: [[id(1), 0]] });
  expect(world.statuses()).toEqual([2, 0]);
});

test('a snapshot sets every seat, also back to an older sequence, and the map is read again', async () => {
  const world = await setUp(map(10, [2, 2, 0]), map(4, [1, 0, 3], 900)).started();
  world.send('snapshot', { event_id: EVENT, sequence: 4, taken: pack([1, 0, 3]) });
  expect(world.statuses()).toEqual([1, 0, 3]);
  await world.pass(400);
  expect(world.live.state().model?.prices).toEqual([900]);
  expect(world.asked.loads).toBe(2);
  expect(world.asked.since).toEqual([10]);
});

test('a new layout is read again, and changes that come meanwhile are not lost', async () => {
  const world = await setUp(map(10, [0, 0]), map(11, [0, 0, 0])).started();
  world.send('layout', { sequence: 11 });
  world.send('change', { sequence: 12, changes: [[id(2), 2]] });
  expect(world.statuses()).toEqual([0, 2]);
  await world.pass(400);
  expect(world.statuses()).toEqual([0, 2, 0]);
  expect(world.live.state().model?.sequence).toBe(12);
});

test('an answer that is older than what the stream told is not taken', async () => {
  const world = await setUp(map(10, [0, 0]), map(10, [0, 0], 1), map(12, [2, 0], 2)).started();
  world.send('change', { sequence: 12, changes: [[id(1), 2]] });
  world.send('layout', { sequence: 12 });
  await world.pass(300);
  expect(world.statuses()).toEqual([2, 0]);
  expect(world.live.state().model?.prices).toEqual([500]);
  await world.pass(400);
  expect(world.statuses()).toEqual([2, 0]);
  expect(world.live.state().model?.prices).toEqual([2]);
});

test('a ticket that is not on the map leads to a new map', async () => {
  const world = await setUp(map(10, [0]), map(12, [0, 2])).started();
  world.send('change', { sequence: 12, changes: [[id(2), 2]] });
  expect(world.statuses()).toEqual([0]);
  await world.pass(400);
  expect(world.statuses()).toEqual([0, 2]);
});

test('what can not be read leads to a new map', async () => {
  const world = await setUp(map(10, [0]), map(11, [2])).started();
  world.send('change', 'not json');
  await world.pass(400);
  expect(world.statuses()).toEqual([2]);
});

test('without a stream the map is read again now and then', async () => {
  const world = await setUp(map(10, [0]), map(11, [2])).started();
  world.stream()?.onState('open');
  await world.pass(60_000);
  expect(world.asked.loads).toBe(1);
  world.stream()?.onState('lost');
  await world.pass(30_000);
  expect(world.statuses()).toEqual([2]);
});

test('an ended stream is closed and says why', async () => {
  const world = await setUp(map(10, [0])).started();
  world.send('end', { reason: 'event_cancelled' });
  expect(world.live.state()).toMatchObject({ connection: 'lost', ended: 'event_cancelled' });
  expect(world.asked.closed).toBe(1);
});

test('a map that can not be read is an error, and is tried again', async () => {
  const world = await setUp(new Error('network'), map(10, [0])).started();
  expect(world.live.state()).toMatchObject({ model: undefined, error: new Error('network') });
  await world.pass(1000);
  expect(world.live.state().error).toBeUndefined();
  expect(world.statuses()).toEqual([0]);
});

test('an error that lasts is not tried again but on demand', async () => {
  const world = await setUp(new RangeError('not found'), map(10, [0])).started();
  await world.pass(60_000);
  expect(world.asked.loads).toBe(1);
  expect(world.live.state().error).toBeInstanceOf(RangeError);
  world.live.reload();
  await world.pass(0);
  await settle();
  expect(world.statuses()).toEqual([0]);
});

test('an error later on leaves the map as it is', async () => {
  const world = await setUp(map(10, [0]), new Error('network'), map(11, [1])).started();
  world.send('layout', { sequence: 11 });
  await world.pass(400);
  expect(world.live.state().error).toBeUndefined();
  expect(world.statuses()).toEqual([0]);
  await world.pass(1000);
  expect(world.statuses()).toEqual([1]);
});

test('after a stop nothing happens any more, and a start reads anew', async () => {
  const world = await setUp(map(10, [0]), map(20, [2])).started();
  world.send('layout', { sequence: 11 });
  world.live.stop();
  await world.pass(60_000);
  expect(world.asked).toMatchObject({ loads: 1, closed: 1 });
  await world.started();
  expect(world.statuses()).toEqual([2]);
  expect(world.asked.since).toEqual([10, 20]);
});
