import { DomainError } from './domain-error.ts';

/** Lets so many in at once; the others wait in order. */
export type Gate = {
  /** Resolves when there is room, with what is to be called once to make room again. Rejects with `overloaded`. */
  enter(): Promise<() => void>;
};

/** Makes a gate; beyond `maxWaiting` that wait, new ones are refused at once. */
export function createGate({ most, maxWaiting }: { most: number; maxWaiting: number }): Gate {
  const waiting: (() => void)[] = [];
  let first = 0;
  let inside = 0;

  function leaver(): () => void {
    let left = false;
    return () => {
      if (left) return;
      left = true;
      const next = waiting[first];
      if (!next) {
        inside -= 1;
        return;
      }
      // The place is handed on. What has been let in is cut off now and then: shifting each would move all the others.
      first += 1;
      if (first === waiting.length || first > 1000) {
        waiting.splice(0, first);
        first = 0;
      }
      next();
    };
  }

  return {
    async enter() {
      if (inside < most) {
        inside += 1;
        return leaver();
      }
      if (waiting.length - first >= maxWaiting) {
        throw new DomainError('unavailable', 'overloaded', 'Too many requests are waiting; try again shortly.');
      }
      await new Promise<void>((resolve) => waiting.push(resolve));
      return leaver();
    },
  };
}
