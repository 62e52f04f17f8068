import { DomainError } from '@boxoffice/kernel';
import { Code, ConnectError } from '@connectrpc/connect';
import { describe, expect, test } from '@jest/globals';
import { asTheyFinish, createStreamingBatcher, type StreamingCall } from './streaming.ts';

type Gate = { opened: Promise<void>; open(): void };

function gate(): Gate {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { opened: promise, open: resolve };
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('results as they finish', () => {
  test('come in the order they are ready, not in the order they were asked for', async () => {
    const gates = [gate(), gate(), gate()];
    const results = asTheyFinish(gates.map(({ opened }, i) => opened.then(() => i)));
    const seen: number[][] = [];
    for (const i of [2, 0, 1]) {
      gates[i]?.open();
      seen.push((await results.next()).value ?? []);
    }
    expect(seen).toEqual([[2], [0], [1]]);
    expect((await results.next()).done).toBe(true);
  });

  test('come in one message when they are ready together', async () => {
    const both = gate();
    const late = gate();
    const results = asTheyFinish([both.opened.then(() => 1), late.opened.then(() => 2), both.opened.then(() => 3)]);
    const first = results.next();
    both.open();
    expect((await first).value).toEqual([1, 3]);
    late.open();
    expect((await results.next()).value).toEqual([2]);
  });

  test('that were ready before anybody asked are not lost', async () => {
    const results = asTheyFinish([Promise.resolve('a'), Promise.resolve('b')]);
    await turn();
    const seen: string[] = [];
    for await (const ready of results) seen.push(...ready);
    expect(seen).toEqual(['a', 'b']);
  });

  test('of nothing end at once', async () => {
    expect((await asTheyFinish([]).next()).done).toBe(true);
  });
});

type Result = { item: number };

function batcher(call: StreamingCall<number, Result>['call'], options: { maxBatch?: number } = {}) {
  const indexOf = ({ item }: Result, items: number[]) => items.indexOf(item);
  return createStreamingBatcher<number, Result>({ call, indexOf, ...options });
}

describe('a streaming batcher', () => {
  test('sends what comes together in one call, and no call is larger than the bound', async () => {
    const calls: number[][] = [];
    const ask = batcher(
      async function* (items) {
        calls.push(items);
        yield items.map((item) => ({ item }));
      },
      { maxBatch: 3 },
    );
    const results = await Promise.all([1, 2, 3, 4].map(ask));
    expect(results.map(({ item }) => item)).toEqual([1, 2, 3, 4]);
    expect(calls).toEqual([[1, 2, 3], [4]]);
  });

  test('answers each item as soon as its own result is there: a slow one holds up no other of its call', async () => {
    const slow = gate();
    const ask = batcher(async function* (items) {
      yield items.filter((item) => item !== 1).map((item) => ({ item }));
      await slow.opened;
      yield [{ item: 1 }];
    });
    let slowAnswered = false;
    const first = ask(1).then((result) => {
      slowAnswered = true;
      return result;
    });
    expect(await Promise.all([ask(2), ask(3)])).toEqual([{ item: 2 }, { item: 3 }]);
    expect(slowAnswered).toBe(false);
    slow.open();
    expect(await first).toEqual({ item: 1 });
  });

  test('sends the next call while an earlier one has not answered at all', async () => {
    const slow = gate();
    const ask = batcher(async function* (items) {
      if (items.includes(1)) await slow.opened;
      yield items.map((item) => ({ item }));
    });
    const stuck = ask(1);
    await turn();
    const others = [];
    for (let item = 2; item < 8; item++) others.push(await ask(item));
    expect(others).toHaveLength(6);
    slow.open();
    await stuck;
  });

  test('rejects an item that the call ended without, and no other', async () => {
    const ask = batcher(async function* (items) {
      yield items.filter((item) => item !== 2).map((item) => ({ item }));
    });
    const [one, two, three] = await Promise.allSettled([1, 2, 3].map(ask));
    expect([one?.status, two?.status, three?.status]).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(two).toMatchObject({ reason: { kind: 'unavailable', reason: 'service_unavailable' } });
  });

  test('rejects only what was not answered when the call breaks, with what broke it', async () => {
    const ask = batcher(async function* (items) {
      yield items.filter((item) => item < 3).map((item) => ({ item }));
      throw new ConnectError('connection reset', Code.Unavailable);
    });
    const results = await Promise.allSettled([1, 2, 3, 4].map(ask));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'rejected']);
    const reasons = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    for (const reason of reasons) {
      expect(reason).toBeInstanceOf(DomainError);
      expect(reason).toMatchObject({ kind: 'unavailable', reason: 'service_unavailable' });
    }
  });

  test('goes on after a call that broke', async () => {
    let calls = 0;
    const ask = batcher(async function* (items) {
      if (++calls === 1) throw new Error('broken');
      yield items.map((item) => ({ item }));
    });
    await expect(ask(1)).rejects.toThrow();
    expect(await ask(2)).toEqual({ item: 2 });
  });

  test('ignores results that nobody asked for, and a second result of one item', async () => {
    const ask = batcher(async function* (items) {
      yield [{ item: 99 }, ...items.map((item) => ({ item })), ...items.map((item) => ({ item }))];
    });
    expect(await Promise.all([1, 2].map(ask))).toEqual([{ item: 1 }, { item: 2 }]);
  });
});
