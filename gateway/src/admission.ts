/** Says how many purchases may be under way. */
export type Admission = {
  /** True when one more would have to wait for too long. */
  isFull(): boolean;
  /** Counts one that is let in; to be called once more when it is answered. */
  enter(): () => void;
};

const PATIENCE_S = 2;
const LEAST = 2000;
const MOST = 20_000;
const BURST_MS = 1000;
const WINDOW_MS = 500;
// As many as this share of what can be served must be left before a flood counts as over.
const CALM_SHARE = 0.5;

/**
 * Lets in what can be answered within two seconds: by Little's law the rate of answers, measured twice a second, times
 * two (2,000 to 20,000). A crowd that comes at once is let in whole, up to 20,000: only when more have been under way for
 * a second than can be served, newcomers are refused, until there is room again, and those inside keep their time.
 */
export function createAdmission(now: () => number = () => performance.now()): Admission {
  let underWay = 0;
  let answered = 0;
  let perSecond = 0;
  let windowFrom = now();
  let servedUntil = windowFrom;
  let isFlooded = false;

  function measure(time: number): void {
    const elapsed = time - windowFrom;
    if (elapsed < WINDOW_MS) return;
    perSecond = (perSecond + (answered * 1000) / elapsed) / 2;
    answered = 0;
    windowFrom = time;
  }

  return {
    isFull() {
      const time = now();
      measure(time);
      const servable = Math.max(LEAST, perSecond * PATIENCE_S);
      if (underWay < servable) servedUntil = time;
      if (time - servedUntil > BURST_MS) isFlooded = true;
      if (underWay < servable * CALM_SHARE) isFlooded = false;
      return underWay >= (isFlooded ? servable : MOST);
    },
    enter() {
      underWay++;
      return () => {
        underWay--;
        answered++;
      };
    },
  };
}
