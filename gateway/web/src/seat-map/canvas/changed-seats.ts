const SHOWN_FOR = 1200;
const MOST = 150;

/** Seats that changed a moment ago. */
export type ChangedSeats = {
  add(seats: readonly number[], now: number): void;
  /** How much of each highlight is left, from 1 to 0; forgets those that are over. */
  at(now: number): ReadonlyMap<number, number>;
};

/** Many changes at once are no news of one seat: only the latest are pointed out. */
export function createChangedSeats(): ChangedSeats {
  const since = new Map<number, number>();
  return {
    add(seats, now) {
      for (const seat of seats.slice(-MOST)) {
        since.delete(seat);
        since.set(seat, now);
      }
      for (const oldest of since.keys()) {
        if (since.size <= MOST) break;
        since.delete(oldest);
      }
    },
    at(now) {
      const left = new Map<number, number>();
      for (const [seat, start] of since) {
        if (now - start < SHOWN_FOR) left.set(seat, 1 - Math.max(0, now - start) / SHOWN_FOR);
        else since.delete(seat);
      }
      return left;
    },
  };
}
