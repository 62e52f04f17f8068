import { type Timestamp, timestampDate, timestampFromDate } from '@bufbuild/protobuf/wkt';

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const MOMENT = /^(\d{4}-\d{2}-\d{2})[Tt]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)$/;
const DAY_MS = 86_400_000;
const FIRST = Date.UTC(1970, 0, 1);
const LAST = Date.UTC(10_000, 0, 1) - 1;

function inBounds(time: number): boolean {
  return time >= FIRST && time <= LAST;
}

/** True for a day of the calendar as YYYY-MM-DD, from 1970 to 9999. */
export function isDay(text: string): boolean {
  const [, year, month, day] = DAY.exec(text) ?? [];
  const time = Date.UTC(Number(year), Number(month) - 1, Number(day));
  // A day that does not exist, like 31 April, rolls over to another one.
  return inBounds(time) && new Date(time).toISOString().startsWith(text);
}

/** True for an RFC 3339 date-time with offset on a real day, from 1970 to 9999 in UTC. */
export function isMoment(text: string): boolean {
  const day = MOMENT.exec(text)?.[1];
  return day !== undefined && isDay(day) && inBounds(Date.parse(text.toUpperCase()));
}

/** An RFC 3339 date-time as it travels between services. */
export function toTimestamp(moment: string): Timestamp {
  return timestampFromDate(new Date(moment.toUpperCase()));
}

/** The beginning of a period: a moment, or the first one of a day. */
export function periodStart(text: string): Timestamp {
  return toTimestamp(text);
}

/** The end of a period that ends with it: a moment, or the last millisecond of a day. */
export function periodEnd(text: string): Timestamp {
  return isDay(text) ? timestampFromDate(new Date(Date.parse(text) + DAY_MS - 1)) : toTimestamp(text);
}

/** The end of a period that ends before it: a moment, or the midnight after a day. */
export function periodLimit(text: string): Timestamp {
  return isDay(text) ? timestampFromDate(new Date(Date.parse(text) + DAY_MS)) : toTimestamp(text);
}

/** A moment as clients see it: RFC 3339 in UTC with milliseconds. */
export function formatMoment(moment: Timestamp | undefined): string {
  if (moment === undefined) throw new TypeError('a service left a time out');
  return timestampDate(moment).toISOString();
}

/** A moment that may be unset. */
export function formatOptionalMoment(moment: Timestamp | undefined): string | null {
  return moment === undefined ? null : formatMoment(moment);
}
