import type { PanelEvent } from '../data/types.ts';

/** An event as its form has it: moments as `datetime-local` fields take them, in the browser's time zone. */
export type EventValues = {
  name: string;
  description: string;
  location: string;
  date: string;
  currency: string;
  salesStart: string;
  salesEnd: string;
};

/** What is wrong with a form: a field and a key of the panel's texts. */
export type EventProblem = { field: keyof EventValues; code: EventProblemCode; values?: Record<string, number> };

type EventProblemCode = 'needed' | 'long' | 'datePast' | 'startAfterDate' | 'endBeforeStart' | 'endAfterDate';

const LENGTHS = { name: 200, description: 10_000, location: 300 } as const;

/** A moment as a `datetime-local` field shows it; empty for none. */
export function toLocal(moment: string | null | undefined): string {
  if (!moment) return '';
  const time = new Date(moment);
  const two = (number: number) => String(number).padStart(2, '0');
  const day = [String(time.getFullYear()).padStart(4, '0'), two(time.getMonth() + 1), two(time.getDate())].join('-');
  return `${day}T${two(time.getHours())}:${two(time.getMinutes())}`;
}

/** What a `datetime-local` field holds as a moment, or undefined while it holds none. */
export function fromLocal(text: string): string | undefined {
  const time = text === '' ? Number.NaN : new Date(text).getTime();
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

/** The form of an event that does not exist yet. */
export function emptyValues(currency: string): EventValues {
  return { name: '', description: '', location: '', date: '', currency, salesStart: '', salesEnd: '' };
}

/** The form of an event. */
export function valuesOf(event: PanelEvent): EventValues {
  const { name, description, location, currency, date, sales_start: start, sales_end: end } = event;
  return {
    name,
    description,
    location,
    currency,
    date: toLocal(date),
    salesStart: toLocal(start),
    salesEnd: toLocal(end),
  };
}

function textProblems(values: EventValues): EventProblem[] {
  const problems: EventProblem[] = [];
  for (const field of ['name', 'description', 'location'] as const) {
    const max = LENGTHS[field];
    const { length } = [...values[field].trim()];
    if (length === 0 && field !== 'description') problems.push({ field, code: 'needed' });
    if (length > max) problems.push({ field, code: 'long', values: { max } });
  }
  return problems;
}

function timeProblems(values: EventValues, now: Date, dateBefore: string | undefined): EventProblem[] {
  const [date, start, end] = [values.date, values.salesStart, values.salesEnd].map(fromLocal);
  if (date === undefined) return [{ field: 'date', code: 'needed' }];
  const problems: EventProblem[] = [];
  // A date that has passed since it was set does not stand in the way of other changes.
  if (date <= now.toISOString() && values.date !== dateBefore) problems.push({ field: 'date', code: 'datePast' });
  if (start !== undefined && start >= date) problems.push({ field: 'salesStart', code: 'startAfterDate' });
  if (start !== undefined && end !== undefined && end <= start)
    problems.push({ field: 'salesEnd', code: 'endBeforeStart' });
  if (end !== undefined && end > date) problems.push({ field: 'salesEnd', code: 'endAfterDate' });
  return problems;
}

/** Everything that the API would refuse of a form. `dateBefore` is the date of the event before the change. */
export function eventProblems(values: EventValues, now: Date, dateBefore?: string): EventProblem[] {
  return [...textProblems(values), ...timeProblems(values, now, dateBefore)];
}

/** The body that creates an event. The form must have no problems. */
export function newEventBody(values: EventValues, status: 'draft' | 'published') {
  const [start, end] = [fromLocal(values.salesStart), fromLocal(values.salesEnd)];
  return {
    name: values.name.trim(),
    description: values.description.trim(),
    location: values.location.trim(),
    date: fromLocal(values.date) ?? '',
    currency: values.currency,
    status,
    ...(start === undefined ? {} : { sales_start: start }),
    ...(end === undefined ? {} : { sales_end: end }),
  };
}

/** The fields of a form that differ from another one. */
export function changedFields(before: EventValues, after: EventValues): (keyof EventValues)[] {
  return (Object.keys(after) as (keyof EventValues)[]).filter((field) => before[field] !== after[field]);
}

/** The body that changes an event from one form to another: only what differs, so that nothing else is rounded. */
export function eventChange(before: EventValues, after: EventValues) {
  const whole = newEventBody(after, 'draft');
  const changed = new Set(changedFields(before, after));
  return {
    ...(changed.has('name') ? { name: whole.name } : {}),
    ...(changed.has('description') ? { description: whole.description } : {}),
    ...(changed.has('location') ? { location: whole.location } : {}),
    ...(changed.has('date') ? { date: whole.date } : {}),
    ...(changed.has('currency') ? { currency: whole.currency } : {}),
    ...(changed.has('salesStart') ? { sales_start: whole.sales_start ?? null } : {}),
    ...(changed.has('salesEnd') ? { sales_end: whole.sales_end ?? null } : {}),
  };
}
