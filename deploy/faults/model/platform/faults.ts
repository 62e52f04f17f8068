import type { Call, Point, Trouble, Victim } from '../trouble.ts';

/** Makes the trouble that a command was given, once, where it concerns that command. */
export type Faults = ReturnType<typeof createFaults>;

type Concern = (purchase: number) => boolean;

/** Trouble to come; `kill` ends processes. */
export function createFaults(kill: (who: Victim) => void) {
  let armed: { trouble: Trouble; concerns: Concern } | undefined;
  let struck = false;
  const delayed: (() => Promise<unknown>)[] = [];

  /** The trouble, when it is of the kind asked for and has not struck yet. */
  function strike(matches: (trouble: Trouble) => boolean, purchases: readonly number[]): Trouble | undefined {
    if (!armed || struck || !matches(armed.trouble) || !purchases.some(armed.concerns)) return undefined;
    struck = true;
    return armed.trouble;
  }

  return {
    arm(trouble: Trouble | null, concerns: Concern): void {
      armed = trouble ? { trouble, concerns } : undefined;
      struck = false;
    },
    /** Ends the trouble; true when it struck. */
    disarm(): boolean {
      armed = undefined;
      return struck;
    },
    /** What becomes of a call for these purchases. */
    ofCall(call: Call, purchases: readonly number[]) {
      const trouble = strike((one) => one.kind === 'call' && one.call === call, purchases);
      return trouble?.kind === 'call' ? trouble.how : undefined;
    },
    /** Whether the provider fails in this way now. */
    ofProvider: (how: string, purchase: number) =>
      strike((one) => one.kind === 'provider' && one.how === how, [purchase]) !== undefined,
    /** What becomes of facts: of all of them while the trouble lasts. */
    ofFact(): 'twice' | 'late' | undefined {
      if (armed?.trouble.kind !== 'courier') return undefined;
      struck = true;
      return armed.trouble.how;
    },
    /** A point is reached: whoever is to die there dies. True when somebody did. */
    reach(point: Point, side: 'before' | 'after', purchases: readonly number[]): boolean {
      const trouble = strike((one) => one.kind === 'crash' && one.point === point && one.side === side, purchases);
      if (trouble?.kind !== 'crash') return false;
      kill(trouble.who);
      return true;
    },
    /** Keeps a call until `arrive`. */
    delay(call: () => Promise<unknown>): void {
      delayed.push(call);
    },
    /** Lets everything arrive that was delayed; what nobody waits for any more may fail. */
    async arrive(): Promise<void> {
      await Promise.allSettled(delayed.splice(0).map((call) => call()));
    },
  };
}
