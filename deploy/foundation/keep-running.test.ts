import { createLog } from '@boxoffice/platform';
import { expect, test } from '@jest/globals';
import { keepRunning } from './keep-running.ts';

const log = createLog('test', 'silent');

type Fake = { number: number; stop(): Promise<void>; retire(): Promise<void>; die(): void };

/** Parts that are numbered as they start, and what happened to them in order. */
function parts() {
  const events: string[] = [];
  const started: Fake[] = [];
  let refusals = 0;
  return {
    events,
    started,
    /** Lets the next starts fail. */
    refuse(times: number) {
      refusals = times;
    },
    async start(ended: () => void): Promise<Fake> {
      if (refusals > 0) {
        refusals -= 1;
        events.push('refused');
        throw new Error('no start');
      }
      const number = started.length + 1;
      events.push(`start ${number}`);
      const note = (what: string) => async () => void events.push(`${what} ${number}`);
      const part = { number, stop: note('stop'), retire: note('retire'), die: ended };
      started.push(part);
      return part;
    },
  };
}

const retire = (old: Fake) => old.retire();

test('a part that ends is started again', async () => {
  const { events, started, start } = parts();
  const kept = await keepRunning('part', start, log);
  started[0]?.die();
  await kept.replace(retire);
  expect(events).toEqual(['start 1', 'stop 1', 'start 2', 'start 3', 'retire 2']);
  await kept.stop();
  expect(events.at(-1)).toBe('stop 3');
});

test('the new part has started before the old one is retired', async () => {
  const { events, start } = parts();
  const kept = await keepRunning('part', start, log);
  await kept.replace(retire);
  expect(events).toEqual(['start 1', 'start 2', 'retire 1']);
  expect(kept.part().number).toBe(2);
  await kept.stop();
});

test('when the new part does not start, the old one goes on', async () => {
  const { events, refuse, start } = parts();
  const kept = await keepRunning('part', start, log);
  refuse(1);
  await expect(kept.replace(retire)).rejects.toThrow('no start');
  expect(events).toEqual(['start 1', 'refused']);
  expect(kept.part().number).toBe(1);
  await kept.stop();
  expect(events.at(-1)).toBe('stop 1');
});

test('a part that ends while the new one fails to start is started again', async () => {
  const { events, started, refuse, start } = parts();
  const kept = await keepRunning('part', start, log);
  refuse(1);
  const replaced = kept.replace(retire);
  started[0]?.die();
  await expect(replaced).rejects.toThrow('no start');
  await kept.replace(retire);
  expect(events).toEqual(['start 1', 'refused', 'stop 1', 'start 2', 'start 3', 'retire 2']);
  await kept.stop();
});

test('the end of a part that was replaced starts nothing', async () => {
  const { events, started, start } = parts();
  const kept = await keepRunning('part', start, log);
  await kept.replace(async (old) => old.die());
  started[0]?.die();
  await kept.stop();
  expect(events).toEqual(['start 1', 'start 2', 'stop 2']);
});

test('a new part that ends while the old one retires is started again', async () => {
  const { events, started, start } = parts();
  const kept = await keepRunning('part', start, log);
  await kept.replace(async () => started[1]?.die());
  await kept.replace(retire);
  expect(events).toEqual(['start 1', 'start 2', 'stop 2', 'start 3', 'start 4', 'retire 3']);
  await kept.stop();
});
