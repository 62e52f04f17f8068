/** One that was let in. */
export type Admitted = {
  /** Resolves when its turn has come, never if it has left before; undefined when that is at once. */
  turn: Promise<void> | undefined;
  /** To be called once, when it is answered or nobody waits for its answer any more. */
  leave(): void;
};

/** Says how many purchases may be under way, and which of them is worked on. */
export type Admission = {
  /** True when one more would have to wait for too long. */
  isFull(): boolean;
  /** Lets one in. */
  enter(): Admitted;
};

const PATIENCE_MS = 500;
const LEAST = 1000;
const MOST = 20_000;
const BURST_MS = 600;
const WINDOW_MS = 500;
// How fast the time that an answer takes without waiting may be taken for longer.
const FORGETTING = 0.01;
// A flood counts as over when nobody was refused for so long: a system that drops connections tries them again after a
// second, after two more, and so on.
const CALM_MS = 3000;

/**
 * Lets in as many as can be answered in the time that an answer takes on a quiet day and half a second more: by Little's
 * law the rate of answers times that time (1,000 to 20,000), both measured twice a second. So a payment provider that
 * takes its time is no reason to refuse anybody. A crowd that comes at once is let in whole, up to 20,000: only when more
 * have been under way for more than half a second than can be served, newcomers are refused, and those inside keep their time.
 * From then on one is let in for each that leaves, until nobody was refused for three seconds. Of those inside no more are worked on at once than can be served, in the order they came: so the first
 * of a crowd are through before the last are even read.
 */
export function createAdmission(now: () => number = () => performance.now()): Admission {
  const waiting: (() => void)[] = [];
  let underWay = 0;
  let inHand = 0;
  let floodedUntil = 0;
  let servedUntil = now();
  let window = { from: now(), answered: 0, tookMs: 0 };
  let perMs = 0;
  let quietMs = Number.POSITIVE_INFINITY;

  function measure(time: number): void {
    const { from, answered, tookMs } = window;
    if (time - from < WINDOW_MS) return;
    perMs = (perMs + answered / (time - from)) / 2;
    const mean = tookMs / answered;
    if (time > floodedUntil && answered > 0) quietMs = mean < quietMs ? mean : quietMs + (mean - quietMs) * FORGETTING;
    window = { from: time, answered: 0, tookMs: 0 };
  }

  const servable = () => Math.max(LEAST, perMs * (PATIENCE_MS + (quietMs < Number.POSITIVE_INFINITY ? quietMs : 0)));

  function admitWaiting(): void {
    while (waiting.length > 0 && inHand < servable()) waiting.shift()?.();
  }

  return {
    isFull() {
      const time = now();
      measure(time);
      const most = servable();
      if (underWay < most) servedUntil = time;
      const isRefused =
        underWay >= MOST || (underWay >= most && (time < floodedUntil || time - servedUntil > BURST_MS));
      if (isRefused) floodedUntil = time + CALM_MS;
      return isRefused;
    },
    enter() {
      let begunAt: number | undefined;
      let hasLeft = false;
      const begin = () => {
        inHand++;
        begunAt = now();
      };
      underWay++;
      let turn: Promise<void> | undefined;
      admitWaiting();
      if (inHand < servable()) begin();
      else {
        turn = new Promise((resolve) => {
          waiting.push(() => {
            if (hasLeft) return;
            begin();
            resolve();
          });
        });
      }
      return {
        turn,
        leave() {
          hasLeft = true;
          underWay--;
          if (begunAt === undefined) return;
          inHand--;
          window.answered++;
          window.tookMs += now() - begunAt;
          admitWaiting();
        },
      };
    },
  };
}
