/** Tickets by their number within the event, each followed by its status: 0 available, 1 held, 2 sold, 3 withdrawn. */
export type SeatChanges = number[];

const STATUSES_IN_A_BYTE = 4;

/** The tickets that stand otherwise in `after` than in `before`; both have 2 bits a ticket. Those that came are available before. */
export function diffStatuses(before: Uint8Array, after: Uint8Array): SeatChanges {
  const changes: SeatChanges = [];
  for (let i = 0; i < after.length; i++) {
    const [old, now] = [before[i] ?? 0, after[i] ?? 0];
    if (old === now) continue;
    for (let place = 0; place < STATUSES_IN_A_BYTE; place++) {
      const status = (now >> (place * 2)) & 3;
      if (status !== ((old >> (place * 2)) & 3)) changes.push(i * STATUSES_IN_A_BYTE + place + 1, status);
    }
  }
  return changes;
}

/** What several changes come to: each ticket once, as it stands last. */
export function mergeChanges(all: readonly SeatChanges[]): SeatChanges {
  const last = new Map<number, number>();
  for (const changes of all) {
    for (let i = 0; i < changes.length; i += 2) last.set(changes[i] ?? 0, changes[i + 1] ?? 0);
  }
  return [...last].flat();
}
