/** Choices that are the same for the same seed. */
export type Random = {
  /** From 0 to below 1. */
  next(): number;
  /** A whole number from 0 to below `limit`. */
  below(limit: number): number;
  /** One of some items, more often those of more weight. Throws when nothing has weight. */
  pick<T>(items: readonly T[], weightOf?: (item: T) => number): T;
};

/** The generator mulberry32: 32 bits of state, which is plenty for demo data. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;

  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  }

  return {
    next,
    below: (limit) => Math.floor(next() * limit),
    pick(items, weightOf = () => 1) {
      let left = next() * items.reduce((sum, item) => sum + weightOf(item), 0);
      for (const item of items) {
        left -= weightOf(item);
        if (left < 0) return item;
      }
      throw new RangeError('there is nothing to pick from');
    },
  };
}
