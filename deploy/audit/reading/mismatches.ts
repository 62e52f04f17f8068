import type { Row } from './snapshot.ts';

type Key = number | string;

/** Rows in the order of a key, some thousands at a time. */
export type Ordered<Item extends Row> = { batches: AsyncIterable<Item[]>; keyOf(row: Item): Key };

/** Rows of both sides that have the same key; one side may have none. */
export type Pair<Left, Right> = { key: Key; left: Left[]; right: Right[] };

/** Steps through ordered rows, one key at a time; waits only where a batch ends. */
class Steps<Item extends Row> {
  key: Key | undefined;
  rows: Item[] = [];
  readonly #iterator: AsyncIterator<Item[]>;
  readonly #keyOf: (row: Item) => Key;
  #batch: Item[] = [];
  #next = 0;
  #ended = false;

  constructor({ batches, keyOf }: Ordered<Item>) {
    this.#iterator = batches[Symbol.asyncIterator]();
    this.#keyOf = keyOf;
  }

  /** Goes to the next key. True when more rows must be loaded first. */
  step(): boolean {
    if (this.#isLow()) return true;
    const first = this.#batch[this.#next];
    this.key = first && this.#keyOf(first);
    this.rows = [];
    while (this.#next < this.#batch.length) {
      const row = this.#batch[this.#next];
      if (!row || this.#keyOf(row) !== this.key) break;
      this.rows.push(row);
      this.#next++;
    }
    return false;
  }

  /** Loads rows until the next key is all there. */
  async load(): Promise<void> {
    while (this.#isLow()) {
      const { value, done } = await this.#iterator.next();
      this.#ended = done === true;
      const rest = this.#batch.slice(this.#next);
      this.#batch = done ? rest : [...rest, ...value];
      this.#next = 0;
    }
  }

  async close(): Promise<void> {
    await this.#iterator.return?.();
  }

  // Rows of the next key may stand in the next batch as long as the last row loaded has that key too.
  #isLow(): boolean {
    if (this.#ended) return false;
    const [first, last] = [this.#batch[this.#next], this.#batch.at(-1)];
    return !first || !last || this.#keyOf(first) === this.#keyOf(last);
  }
}

/**
 * Walks two ordered sides together and gives what does not agree, key by key. Both sides must be in the same ascending
 * order; neither is ever held whole.
 */
export async function* mismatches<Left extends Row, Right extends Row>(
  leftSide: Ordered<Left>,
  rightSide: Ordered<Right>,
  agree: (left: Left[], right: Right[]) => boolean,
): AsyncGenerator<Pair<Left, Right>> {
  const [left, right] = [new Steps(leftSide), new Steps(rightSide)];
  try {
    let [leftMoves, rightMoves] = [true, true];
    for (;;) {
      while (leftMoves && left.step()) await left.load();
      while (rightMoves && right.step()) await right.load();
      if (left.key === undefined && right.key === undefined) return;
      leftMoves = right.key === undefined || (left.key !== undefined && left.key <= right.key);
      rightMoves = left.key === undefined || (right.key !== undefined && right.key <= left.key);
      const pair = { left: leftMoves ? left.rows : [], right: rightMoves ? right.rows : [] };
      const key = leftMoves ? left.key : right.key;
      if (key !== undefined && !agree(pair.left, pair.right)) yield { key, ...pair };
    }
  } finally {
    await Promise.all([left.close(), right.close()]);
  }
}
