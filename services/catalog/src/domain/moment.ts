const FIRST = Date.parse('0001-01-01T00:00:00Z');
const LAST = Date.parse('9999-12-31T23:59:59.999Z');

/** True for a time that RFC 3339 can write: a valid date in the years 1 to 9999. */
export function isMoment(date: Date): boolean {
  return date.getTime() >= FIRST && date.getTime() <= LAST;
}
