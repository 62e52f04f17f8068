import { decodeCursor, encodeCursor } from '@boxoffice/platform';

/**
 * Where a listener stands: the number of the last event that a room told it, which only that room knows, and the moment
 * up to which it knows everything, which tells every gateway.
 */
export type SaleCursor = { room: string; number: number; at: number };

/** A position as clients see it: opaque. */
export function writeSaleCursor({ room, number, at }: SaleCursor): string {
  return encodeCursor([room, number, at]);
}

/** The position that a client sends back; undefined when it is none. */
export function readSaleCursor(text: string): SaleCursor | undefined {
  try {
    const [room, number, at] = decodeCursor(text, ['string', 'number', 'number']) ?? [];
    return room === undefined ? undefined : { room: String(room), number: Number(number), at: Number(at) };
  } catch {
    // A browser can't mend what it sends by itself: it begins anew.
    return undefined;
  }
}
