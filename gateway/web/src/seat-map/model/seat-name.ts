/** A seat's name, taken apart: what comes before the number names the row. */
export type SeatName = { prefix: string; number: number };

const ZERO = 48;
const NINE = 57;
const NUMBER_FIRST = /^(\d{1,4})[ -]?([A-Za-z])$/;

function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE;
}

/**
 * Takes `B12`, `AA7`, `GA-17`, `Row 5 Seat 3` or `12` apart at the number they end with, and `12C` into row 12 and seat
 * 3, as in planes. Undefined for a name without a number.
 */
export function parseSeatName(name: string): SeatName | undefined {
  let start = name.length;
  while (start > 0 && isDigit(name.charCodeAt(start - 1))) start--;
  if (start < name.length) return { prefix: name.slice(0, start), number: Number(name.slice(start)) };
  const [, row, letter] = NUMBER_FIRST.exec(name) ?? [];
  if (row === undefined || letter === undefined) return undefined;
  return { prefix: row, number: letter.toUpperCase().charCodeAt(0) - 64 };
}

/** What a row is called, from the prefix of its seats: `A` of `A-`, `Row 5` of `Row 5 Seat `. */
export function rowLabel(prefix: string): string {
  const trimmed = prefix.replace(/[\s\-_.,:;/#|]+$/u, '');
  return trimmed.replace(/[\s\-_.,:;/]+(seat|assento|lugar|poltrona|cadeira)$/iu, '') || trimmed;
}

function lettersNumber(letters: string): number {
  return [...letters.toUpperCase()].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0);
}

const byNumbersInside = new Intl.Collator('en', { numeric: true });

/**
 * Orders rows from front to back: letters as A to Z, AA, AB and so on, names with numbers by these. Where neither fits
 * all of them, undefined: they stay as they came.
 */
export function rowOrder(labels: readonly string[]): ((a: string, b: string) => number) | undefined {
  if (labels.every((label) => /^[A-Za-z]{1,3}$/.test(label))) {
    return (a, b) => lettersNumber(a) - lettersNumber(b) || byNumbersInside.compare(a, b);
  }
  if (labels.every((label) => /\d/.test(label))) return byNumbersInside.compare;
  return undefined;
}
