import { DomainError, isCurrency } from '@boxoffice/kernel';
import type { EventDetails } from './catalog-event.ts';
import { isMoment } from './moment.ts';

type Rule = {
  /** As clients name it. */
  field: string;
  message: string;
  broken(event: EventDetails, now: Date, dateBefore: Date | undefined): boolean;
};

// PostgreSQL's text can't hold this character.
const NUL = '\0';

function lengthRule(field: 'name' | 'description' | 'location', min: number, max: number): Rule {
  return {
    field,
    message: min > 0 ? `must have ${min} to ${max} characters` : `must have at most ${max} characters`,
    broken(event) {
      const { length } = [...event[field]];
      return length < min || length > max;
    },
  };
}

function nulRule(field: 'name' | 'description' | 'location'): Rule {
  return { field, message: 'must not contain the NUL character', broken: (event) => event[field].includes(NUL) };
}

const RULES: readonly Rule[] = [
  lengthRule('name', 1, 200),
  nulRule('name'),
  lengthRule('description', 0, 10_000),
  nulRule('description'),
  { field: 'date', message: 'must be a time', broken: ({ date }) => !isMoment(date) },
  {
    field: 'date',
    message: 'must be in the future',
    // A date that has passed since it was set does not stand in the way of other changes.
    broken: ({ date }, now, dateBefore) => date <= now && date.getTime() !== dateBefore?.getTime(),
  },
  lengthRule('location', 1, 300),
  nulRule('location'),
  {
    field: 'status',
    message: 'must be draft or published',
    broken: ({ status }) => status !== 'draft' && status !== 'published',
  },
  {
    field: 'currency',
    message: 'must be an ISO 4217 code in capitals',
    broken: ({ currency }) => !isCurrency(currency),
  },
  {
    field: 'sales_start',
    message: 'must be a time',
    broken: ({ salesStart }) => salesStart !== null && !isMoment(salesStart),
  },
  {
    field: 'sales_start',
    message: 'must be before the event begins',
    // Sales end when the event begins: a window from then on would never open.
    broken: ({ salesStart, date }) => salesStart !== null && salesStart >= date,
  },
  { field: 'sales_end', message: 'must be a time', broken: ({ salesEnd }) => salesEnd !== null && !isMoment(salesEnd) },
  {
    field: 'sales_end',
    message: 'must be after sales_start',
    broken: ({ salesStart, salesEnd }) => salesStart !== null && salesEnd !== null && salesEnd <= salesStart,
  },
  {
    field: 'sales_end',
    message: 'must not be after the event begins',
    broken: ({ salesEnd, date }) => salesEnd !== null && salesEnd > date,
  },
];

/**
 * Checks a new or changed event as a whole. Throws `validation_failed` that names every bad field. `dateBefore` is the
 * date of the event before a change.
 */
export function checkEvent(event: EventDetails, now: Date, dateBefore?: Date): void {
  const broken = RULES.filter((rule) => rule.broken(event, now, dateBefore));
  if (broken.length === 0) return;
  const errors = broken.map(({ field, message }) => ({ field, message }));
  const sentence = errors.map(({ field, message }) => `${field} ${message}`).join('; ');
  throw new DomainError('invalid', 'validation_failed', `${sentence}.`, { errors });
}
