/** What answers tell of that are made anew all at once, however many are wanted: they share calls. */
export type Together = {
  /** Names its state: as long as it is the same, so are they. Undefined when that is not known. */
  state(): Promise<string | undefined>;
};

type Told = { last: string | undefined; askedAt: Map<string, number>; isAsking: boolean };

/** Remembers which states were told, and for `maxAgeMs` milliseconds when each was asked for last. */
export function createToldStates(maxAgeMs: number) {
  const known = new WeakMap<Together, Told>();

  function toldOf(together: Together): Told {
    const told = known.get(together) ?? { last: undefined, askedAt: new Map<string, number>(), isAsking: false };
    known.set(together, told);
    return told;
  }

  return {
    /** The state that was told last. */
    last: (together: Together) => toldOf(together).last,
    /** When it was still in a state, as far as is known. */
    wasAt: (together: Together, state: string) => toldOf(together).askedAt.get(state),
    isAsking: (together: Together) => toldOf(together).isAsking,
    /** Asks for the state, one question at a time. Never rejects: who does not tell it may answer all the same. */
    async ask(together: Together): Promise<void> {
      const told = toldOf(together);
      const now = performance.now();
      told.isAsking = true;
      told.last = await together.state().catch(() => undefined);
      told.isAsking = false;
      for (const [state, at] of told.askedAt) if (now - at > maxAgeMs) told.askedAt.delete(state);
      if (told.last !== undefined) told.askedAt.set(told.last, now);
    },
  };
}
