import { isTrouble, type Trouble } from '../data/faults.ts';

/** Something that stands for a ticket. */
type Ticketed = { ticketId: number };

/** A seat that was chosen and can't be had any more. */
export type Lost<Chosen> = { seat: Chosen; trouble: Trouble };

/** What is left of a choice, and what is not. */
export type Kept<Chosen> = { kept: readonly Chosen[]; lost: readonly Lost<Chosen>[] };

/** Takes seats out of a choice that others have now. `statusOf` answers undefined for seats that are gone. */
export function withoutLost<Chosen extends Ticketed>(
  chosen: readonly Chosen[],
  statusOf: (ticketId: number) => string | undefined,
): Kept<Chosen> {
  const lost = chosen.flatMap((seat) => {
    const status = statusOf(seat.ticketId) ?? 'not_found';
    return status === 'available' ? [] : [{ seat, trouble: isTrouble(status) ? status : ('other' as const) }];
  });
  if (lost.length === 0) return { kept: chosen, lost };
  const gone = new Set(lost.map(({ seat }) => seat));
  return { kept: chosen.filter((seat) => !gone.has(seat)), lost };
}

/** The choice with a seat more or less; as it was when there is no room for one more. */
export function toggled<Chosen extends Ticketed>(
  chosen: readonly Chosen[],
  seat: Chosen,
  room: number,
): readonly Chosen[] {
  const others = chosen.filter(({ ticketId }) => ticketId !== seat.ticketId);
  if (others.length < chosen.length) return others;
  return chosen.length < room ? [...chosen, seat] : chosen;
}
