/** Counts of what happened, by kind. */
export type Tally = {
  add(kind: string): void;
  of(kind: string): number;
  /** All counts in one line, the largest first; empty without any. */
  line(): string;
};

/** Starts counting at nothing. */
export function createTally(): Tally {
  const counts = new Map<string, number>();
  return {
    add: (kind) => void counts.set(kind, (counts.get(kind) ?? 0) + 1),
    of: (kind) => counts.get(kind) ?? 0,
    line: () =>
      [...counts]
        .sort(([, one], [, other]) => other - one)
        .map(([kind, count]) => `${kind} ${count}`)
        .join(', '),
  };
}
