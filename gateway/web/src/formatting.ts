/** A moment: RFC 3339, milliseconds or a Date. */
export type Moment = string | number | Date;

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
// The largest unit of which one has passed.
const UNITS = [
  ['year', 365 * DAY],
  ['month', 30 * DAY],
  ['week', 7 * DAY],
  ['day', DAY],
  ['hour', HOUR],
  ['minute', MINUTE],
] as const;

/** Formatters are dear to make and kept by what they were made of. */
function remembered<Options extends object, Formatter>(make: (locale: string, options: Options) => Formatter) {
  const made = new Map<string, Formatter>();
  return (locale: string, options: Options): Formatter => {
    const key = `${locale} ${JSON.stringify(options)}`;
    const known = made.get(key) ?? make(locale, options);
    made.set(key, known);
    return known;
  };
}

const numbers = remembered((locale, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options));
const dates = remembered((locale, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options));
const relatives = remembered(
  (locale, options: Intl.RelativeTimeFormatOptions) => new Intl.RelativeTimeFormat(locale, options),
);

/** How many decimals a currency has: 2 for BRL, 0 for JPY, 3 for KWD. */
export function decimalsOf(currency: string): number {
  return numbers('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** An amount in minor units: `money(15000, 'BRL', 'pt-BR')` is `R$ 150,00`. */
export function money(amount: number, currency: string, locale: string): string {
  return numbers(locale, { style: 'currency', currency }).format(amount / 10 ** decimalsOf(currency));
}

/** A whole number. */
export function count(value: number, locale: string): string {
  return numbers(locale, { maximumFractionDigits: 0 }).format(value);
}

/** A share: `percent(0.256, 'en')` is `26%`. */
export function percent(share: number, locale: string): string {
  return numbers(locale, { style: 'percent', maximumFractionDigits: 0 }).format(share);
}

/** Day and time, in the time zone of the reader. */
export function dateTime(moment: Moment, locale: string, timeZone?: string): string {
  return dates(locale, { dateStyle: 'medium', timeStyle: 'short', ...(timeZone ? { timeZone } : {}) }).format(
    new Date(moment),
  );
}

/** Day of the week, day and time: for what one goes to. */
export function occasion(moment: Moment, locale: string, timeZone?: string): string {
  return dates(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    ...(timeZone ? { timeZone } : {}),
  }).format(new Date(moment));
}

const isPlainDay = (moment: Moment): moment is string =>
  typeof moment === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(moment);

/** A day. One that comes without a time, as `2027-03-14`, is that day everywhere. */
export function day(moment: Moment, locale: string, timeZone?: string): string {
  const zone = isPlainDay(moment) ? 'UTC' : timeZone;
  return dates(locale, { dateStyle: 'medium', ...(zone ? { timeZone: zone } : {}) }).format(new Date(moment));
}

/** A time of day. */
export function time(moment: Moment, locale: string, timeZone?: string): string {
  return dates(locale, { timeStyle: 'short', ...(timeZone ? { timeZone } : {}) }).format(new Date(moment));
}

/** How far a moment is from now: `in 3 days`, `2 minutes ago`, `now`. */
export function relative(moment: Moment, locale: string, now: number = Date.now()): string {
  const seconds = (new Date(moment).getTime() - now) / 1000;
  const format = relatives(locale, { numeric: 'auto' });
  const unit = UNITS.find(([, length]) => Math.abs(seconds) >= length);
  return unit ? format.format(Math.trunc(seconds / unit[1]), unit[0]) : format.format(0, 'second');
}
