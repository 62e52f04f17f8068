import { DomainError } from './domain-error.ts';

/** Settings of a batcher. */
export type BatcherOptions = {
  /** Items in one flush at most. */
  maxBatch?: number;
  /** Flushes under way at once. */
  lanes?: number;
  /** Items waiting at most; beyond it new ones are refused with `overloaded`. */
  maxWaiting?: number;
};

/** An item that waits for its batch, and how to answer it. */
export type Waiting<Item, Result> = { item: Item; resolve(result: Result): void; reject(error: unknown): void };

/**
 * Gathers items into batches: while `lanes` batches are being handled the next one gathers; an item that comes alone is
 * handled at once. `handle` answers each item itself; a lane is free again when `handle` resolves.
 */
export function createGatherer<Item, Result>(
  handle: (batch: Waiting<Item, Result>[]) => Promise<void>,
  { maxBatch = 256, lanes = 1, maxWaiting = 20_000 }: BatcherOptions = {},
): (item: Item) => Promise<Result> {
  let waiting: Waiting<Item, Result>[] = [];
  let running = 0;
  let scheduled = false;

  function pump(): void {
    scheduled = false;
    while (running < lanes && waiting.length > 0) {
      const batch = waiting.slice(0, maxBatch);
      waiting = waiting.slice(maxBatch);
      running++;
      void handle(batch)
        .catch((error) => {
          for (const { reject } of batch) reject(error);
        })
        .finally(() => {
          running--;
          pump();
        });
    }
  }

  return (item) =>
    new Promise((resolve, reject) => {
      if (waiting.length >= maxWaiting) {
        reject(new DomainError('unavailable', 'overloaded', 'Too many requests are waiting; try again shortly.'));
        return;
      }
      waiting.push({ item, resolve, reject });
      if (scheduled || running >= lanes) return;
      scheduled = true;
      // A macrotask, so that everything that arrives in this turn of the event loop joins the batch.
      setImmediate(pump);
    });
}

/**
 * Group commit. `flush` answers one result an item, in order; an Error as a result rejects that item alone. When a flush
 * of several items throws, each of its items is flushed again alone, so that one bad item fails by itself: `flush` must
 * therefore have no effect when it throws, or be safe to repeat.
 */
export function createBatcher<Item, Result>(
  flush: (items: Item[]) => Promise<(Result | Error)[]>,
  options?: BatcherOptions,
): (item: Item) => Promise<Result> {
  async function settle(batch: Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await flush(batch.map(({ item }) => item));
      batch.forEach(({ resolve, reject }, i) => {
        const result = results[i];
        if (result instanceof Error) reject(result);
        else resolve(result as Result);
      });
    } catch (error) {
      if (batch.length === 1) batch[0]?.reject(error);
      else for (const one of batch) await settle([one]);
    }
  }
  return createGatherer(settle, options);
}
