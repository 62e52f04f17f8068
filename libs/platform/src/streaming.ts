import { createGatherer } from '@boxoffice/kernel';
import { Code, ConnectError } from '@connectrpc/connect';
import { fromConnectError } from './failure.ts';

/**
 * Yields results as their promises settle, those that are ready together in one array. The promises must not reject.
 */
export async function* asTheyFinish<T>(promises: Promise<T>[]): AsyncGenerator<T[]> {
  let ready: T[] = [];
  let wake: () => void = () => {};
  for (const promise of promises) {
    void promise.then((result) => {
      ready.push(result);
      wake();
    });
  }
  for (let open = promises.length; open > 0; ) {
    if (ready.length === 0) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
      // Results of one commit resolve in one turn of the event loop: send them in one message.
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
    const results = ready;
    ready = [];
    open -= results.length;
    yield results;
  }
}

/** How a streaming batch call is made. */
export type StreamingCall<Item, Result> = {
  /** Sends items; yields results as they come. */
  call(items: Item[]): AsyncIterable<Result[]>;
  /** Place of a result's item in the call. */
  indexOf(result: Result, items: Item[]): number;
  maxBatch?: number;
  /** Calls that gather behind each other; a call that has begun to answer makes room for the next one. */
  lanes?: number;
};

const PACE_MS = 20;

/**
 * Gathers single items into batch calls whose results are streamed back: each item resolves as soon as its own result is
 * there. The next batch is sent when the one before has begun to answer, or after 20 ms, so one slow item holds up no
 * other. An item without a result rejects with what ended the call.
 */
export function createStreamingBatcher<Item, Result>({
  call,
  indexOf,
  maxBatch = 256,
  lanes = 2,
}: StreamingCall<Item, Result>): (item: Item) => Promise<Result> {
  return createGatherer<Item, Result>(
    (batch) =>
      new Promise<void>((begun) => {
        const timer = setTimeout(begun, PACE_MS);
        const items = batch.map(({ item }) => item);
        const answered = new Set<number>();
        const rejectRest = (error: unknown) => {
          for (const { reject } of batch) reject(error);
        };
        void (async () => {
          try {
            for await (const results of call(items)) {
              for (const result of results) {
                const place = indexOf(result, items);
                const one = batch[place];
                if (!one) continue;
                answered.add(place);
                one.resolve(result);
              }
              begun();
            }
            // Whoever answered has died in the middle of it.
            if (answered.size === items.length) return;
            rejectRest(fromConnectError(new ConnectError('the call ended without a result', Code.Unavailable)));
          } catch (error) {
            rejectRest(fromConnectError(error));
          } finally {
            clearTimeout(timer);
            begun();
          }
        })();
      }),
    { maxBatch, lanes },
  );
}
