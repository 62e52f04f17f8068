import { DomainError } from '@boxoffice/kernel';

const DEFAULT_LIMIT = 20;

/** How many rows a page has: 20 unless told, from 1 to `max`. */
export function pageLimit(limit: number | undefined, max = 100): number {
  if (!limit) return DEFAULT_LIMIT;
  return Math.min(Math.max(limit, 1), max);
}

/** The error for a cursor that is not one of the list. */
export function invalidCursor(): DomainError {
  return new DomainError('invalid', 'invalid_cursor', 'The cursor is not one of this list.', {
    errors: [{ field: 'cursor', message: 'is not one of this list' }],
  });
}

/** A position in a list as clients see it: opaque. */
export function encodeCursor(position: readonly (number | string)[]): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/**
 * The position a cursor stands for, with as many parts as `types` names (numbers are safe integers); undefined for the first page.
 * Throws `invalid_cursor` for anything that `encodeCursor` did not make.
 */
export function decodeCursor(
  cursor: string | undefined,
  types: readonly ('number' | 'string')[],
): (number | string)[] | undefined {
  if (!cursor) return undefined;
  try {
    const position: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const fits =
      Array.isArray(position) &&
      position.length === types.length &&
      types.every((type, i) => typeof position[i] === type && (type === 'string' || Number.isSafeInteger(position[i])));
    // One position has one cursor: whatever else decodes to it was not made here.
    if (fits && encodeCursor(position) === cursor) return position;
  } catch {
    // Not JSON: refused below like any other stranger.
  }
  throw invalidCursor();
}

/** Cuts a page out of `limit + 1` rows: the extra row tells that there is a next page. */
export function cutPage<Row>(
  rows: Row[],
  limit: number,
  positionOf: (row: Row) => readonly (number | string)[],
): { rows: Row[]; nextCursor: string } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { rows: page, nextCursor: rows.length > limit && last !== undefined ? encodeCursor(positionOf(last)) : '' };
}
