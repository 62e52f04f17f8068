/** Keeps the values asked for last, as long as they have no more seats together than there is room for. */
export type SeatMemory<Value> = {
  get(eventId: number): Value | undefined;
  /** Forgets those asked for longest ago to make room; a value that is larger than all of it is kept alone. */
  set(eventId: number, value: Value, seats: number): void;
  delete(eventId: number): void;
  /** Seats of all values. */
  seats(): number;
};

/** A memory for so many seats. An event without seats counts as one. */
export function createSeatMemory<Value>(room: number): SeatMemory<Value> {
  // In the order of use: a Map keeps the order of insertion.
  const kept = new Map<number, { value: Value; seats: number }>();
  let total = 0;

  function take(eventId: number): { value: Value; seats: number } | undefined {
    const entry = kept.get(eventId);
    if (entry && kept.delete(eventId)) total -= entry.seats;
    return entry;
  }

  function put(eventId: number, entry: { value: Value; seats: number }): void {
    kept.set(eventId, entry);
    total += entry.seats;
  }

  return {
    get(eventId) {
      const entry = take(eventId);
      if (entry) put(eventId, entry);
      return entry?.value;
    },
    set(eventId, value, seats) {
      take(eventId);
      put(eventId, { value, seats: Math.max(1, seats) });
      for (const oldest of kept.keys()) {
        if (total <= room || oldest === eventId) break;
        take(oldest);
      }
    },
    delete(eventId) {
      take(eventId);
    },
    seats: () => total,
  };
}
