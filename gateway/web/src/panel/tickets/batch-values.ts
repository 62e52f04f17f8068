import type { NewTickets } from '../data/commands.ts';
import { MAX_PRICE, toMinor } from '../data/minor-units.ts';
import { parseSeatList, type SeatPlan } from './seat-plan.ts';

/** A number field that may be empty. */
export type NumberText = number | string;

/** The form of a new batch: the fields of all three ways to name seats, of which one counts. */
export type BatchValues = {
  kind: SeatPlan['kind'];
  from: string;
  to: string;
  seatsPerRow: NumberText;
  list: string;
  quantity: NumberText;
  prefix: string;
  section: string;
  price: NumberText;
};

/** A form to begin with: five rows of ten. */
export const FIRST_VALUES: BatchValues = {
  kind: 'rows',
  from: 'A',
  to: 'E',
  seatsPerRow: 10,
  list: '',
  quantity: 100,
  prefix: 'GA-',
  section: '',
  price: '',
};

const MAX_SECTION = 80;

const numberOf = (text: NumberText) => (text === '' ? Number.NaN : Number(text));

/** The seats that a form asks for. */
export function planOf(values: BatchValues): SeatPlan {
  switch (values.kind) {
    case 'rows':
      return {
        kind: 'rows',
        from: values.from.trim().toUpperCase(),
        to: values.to.trim().toUpperCase(),
        seatsPerRow: numberOf(values.seatsPerRow),
      };
    case 'list':
      return { kind: 'list', seats: parseSeatList(values.list) };
    case 'count':
      return { kind: 'count', quantity: numberOf(values.quantity), prefix: values.prefix };
  }
}

/** What was typed as a price in minor units, or undefined when it is none. */
export function priceOf(text: NumberText, currency: string): number | undefined {
  const price = toMinor(numberOf(text), currency);
  return Number.isSafeInteger(price) && price >= 0 ? price : undefined;
}

/** What is wrong with the fields that do not name seats: keys of the panel's texts. */
export function termProblems({ section, price }: BatchValues, currency: string) {
  const minor = priceOf(price, currency);
  return {
    section: section.trim().length > MAX_SECTION ? ({ code: 'sectionLong', max: MAX_SECTION } as const) : undefined,
    price: minor === undefined ? 'priceNeeded' : minor > MAX_PRICE ? 'priceHigh' : undefined,
  } as const;
}

/** The body that creates a batch. */
export function newTicketsOf(plan: SeatPlan, price: number, section: string): NewTickets {
  const terms = { price, ...(section.trim() === '' ? {} : { section: section.trim() }) };
  switch (plan.kind) {
    case 'rows':
      return { ...terms, rows: { from: plan.from, to: plan.to, seats_per_row: plan.seatsPerRow } };
    case 'list':
      return { ...terms, seats: plan.seats };
    case 'count':
      return { ...terms, quantity: plan.quantity, prefix: plan.prefix };
  }
}
