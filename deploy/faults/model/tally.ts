/** What a run saw, by kind: so that one sees that it is not empty. */
export type Tally = ReturnType<typeof createTally>;

/** Opens a tally. */
export function createTally() {
  const groups = new Map<string, Map<string, number>>();
  return {
    count(group: string, name: string, by = 1): void {
      const counts = groups.get(group) ?? new Map<string, number>();
      groups.set(group, counts.set(name, (counts.get(name) ?? 0) + by));
    },
    /** How often something was counted. */
    of: (group: string, name: string) => groups.get(group)?.get(name) ?? 0,
    sum: (group: string) => [...(groups.get(group)?.values() ?? [])].reduce((all, n) => all + n, 0),
    /** One line a group, the most frequent first. */
    lines: () =>
      [...groups].map(([group, counts]) => {
        const parts = [...counts].sort(([, a], [, b]) => b - a).map(([name, n]) => `${n} ${name}`);
        return `${group}: ${parts.join(', ')}`;
      }),
  };
}
