const DAY_MS = 86_400_000;

/** A day of the week some weeks from now, for example Saturday in five weeks at nine in the evening. */
export type When = {
  weeks: number;
  /** 0 is Sunday. */
  weekday: number;
  /** HH:MM at the place. */
  time: string;
  /** Of the place from UTC, for example `-03:00`. */
  offset: string;
};

function dayIn(days: number, now: Date): Date {
  return new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS + days * DAY_MS);
}

function at(day: Date, time: string, offset: string): string {
  return `${day.toISOString().slice(0, 10)}T${time}:00${offset}`;
}

/** The moment that is meant, as RFC 3339 with offset: the first such weekday at least so many weeks from today. */
export function momentOf({ weeks, weekday, time, offset }: When, now: Date): string {
  const earliest = dayIn(7 * weeks, now);
  const ahead = (weekday - earliest.getUTCDay() + 7) % 7;
  return at(dayIn(7 * weeks + ahead, now), time, offset);
}

/** Ten in the morning in Brasília, so many days from today. */
export function morningIn(days: number, now: Date): string {
  return at(dayIn(days, now), '10:00', '-03:00');
}
