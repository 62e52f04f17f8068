// When the time that is left is said aloud, in seconds: often enough to be warned, seldom enough not to be a nuisance.
const SAID_AT: readonly number[] = [300, 120, 60, 30, 10];
const URGENT_SECONDS = 60;

/** Whole seconds until a moment, at least 0. A second that has begun counts. */
export function secondsUntil(moment: string, now: number): number {
  return Math.max(0, Math.ceil((Date.parse(moment) - now) / 1000));
}

/** `9:05` */
export function clockText(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** True when little time is left. */
export function isUrgent(seconds: number): boolean {
  return seconds <= URGENT_SECONDS;
}

/** The time left that is to be said aloud after the count went from `before` to `after`, if any. */
export function toSay(before: number, after: number): number | undefined {
  return SAID_AT.findLast((seconds) => after <= seconds && seconds < before);
}
