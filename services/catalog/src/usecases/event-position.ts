import { DomainError } from '@boxoffice/kernel';
import { decodeCursor } from '@boxoffice/platform';
import { isMoment } from '../domain/moment.ts';
import type { Position } from '../storage/published-events.ts';

/** A page of a list of events. */
export type Page = { limit: number; cursor: string };

/** The position of an event in every list of events, so that a cursor fits each order. */
export function positionOf({ date, id }: Position): [number, number] {
  return [date.getTime(), id];
}

/** The position a cursor stands for; undefined for the first page. Throws `invalid_cursor`. */
export function readPosition(cursor: string): Position | undefined {
  const [time, id] = decodeCursor(cursor, ['number', 'number']) ?? [];
  if (time === undefined) return undefined;
  const date = new Date(Number(time));
  if (isMoment(date) && Number.isSafeInteger(id)) return { date, id: Number(id) };
  throw new DomainError('invalid', 'invalid_cursor', 'The cursor is not one of this list.', {
    errors: [{ field: 'cursor', message: 'is not one of this list' }],
  });
}
