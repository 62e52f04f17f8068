import { randomInt } from 'node:crypto';

/** A source of chance that can be repeated. */
export type Random = {
  /** From 0 to `below`, without it. */
  integer(below: number): number;
  pick<T>(list: readonly T[]): T;
  /** So many distinct items of a list, in any order. */
  sample<T>(list: readonly T[], count: number): T[];
};

/** The seed of a test: that of the environment variable SEED, or a new one. It is printed, to repeat the run with. */
export function chooseSeed(): number {
  const seed = process.env.SEED ? Number(process.env.SEED) : randomInt(2 ** 31);
  process.stdout.write(`SEED=${seed}\n`);
  return seed;
}

/** Chance from a seed: mulberry32 by Tommy Ettinger (public domain). */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const integer = (below: number) => Math.floor(next() * below);
  const sample = <T>(list: readonly T[], count: number): T[] => {
    const left = [...list];
    return Array.from({ length: Math.min(count, left.length) }, () => left.splice(integer(left.length), 1)).flat();
  };
  return {
    integer,
    sample,
    pick<T>(list: readonly T[]) {
      const [picked] = sample(list, 1);
      if (picked === undefined) throw new RangeError('there is nothing to pick from');
      return picked;
    },
  };
}
