import { type SeatChange, STATUSES } from './types.ts';

type Fields = { [name: string]: unknown };

function fields(data: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(data);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function isChange(value: unknown): value is SeatChange {
  if (!Array.isArray(value)) return false;
  const [ticketId, status]: unknown[] = value;
  return Number.isSafeInteger(ticketId) && typeof status === 'number' && status in STATUSES;
}

function sequenceOf(found: Fields | undefined): number | undefined {
  const sequence = found?.sequence;
  return typeof sequence === 'number' && Number.isSafeInteger(sequence) ? sequence : undefined;
}

/** Reads the data of a `change`; undefined for what is not one. */
export function parseChanges(data: string): { sequence: number; changes: SeatChange[] } | undefined {
  const found = fields(data);
  const sequence = sequenceOf(found);
  const changes = found?.changes;
  if (sequence === undefined || !Array.isArray(changes) || !changes.every(isChange)) return undefined;
  return { sequence, changes };
}

/** Reads the data of a `snapshot`; undefined for what is not one. */
export function parseSnapshot(data: string): { sequence: number; taken: string } | undefined {
  const found = fields(data);
  const sequence = sequenceOf(found);
  const taken = found?.taken;
  return sequence === undefined || typeof taken !== 'string' ? undefined : { sequence, taken };
}

/** The sequence that a `layout` names. */
export function parseSequence(data: string): number | undefined {
  return sequenceOf(fields(data));
}

/** Why a stream ended, from the data of an `end`. */
export function parseReason(data: string): string {
  const reason = fields(data)?.reason;
  return typeof reason === 'string' ? reason : '';
}
