/** A seat of the map, as far as choosing it goes. */
type Choosable = { ticketId: number; section: string };

type Status = 'available' | 'held' | 'sold' | 'withdrawn';

/** Chosen tickets by what can be done with them. */
export type Chosen = { available: number[]; withdrawn: number[]; all: number[] };

/** What a partner can change: what nobody holds or owns. */
export function isChangeable(status: Status): boolean {
  return status === 'available' || status === 'withdrawn';
}

/** A selection with one ticket more, or without it. */
export function toggled(selected: ReadonlySet<number>, ticketId: number): Set<number> {
  const next = new Set(selected);
  if (!next.delete(ticketId)) next.add(ticketId);
  return next;
}

/** A selection with more tickets. */
export function withTickets(selected: ReadonlySet<number>, ticketIds: Iterable<number>): Set<number> {
  return new Set([...selected, ...ticketIds]);
}

/** The changeable seats among these. */
export function changeable<Seat extends Choosable>(
  seats: readonly Seat[],
  statusOf: (ticketId: number) => Status,
): Seat[] {
  return seats.filter(({ ticketId }) => isChangeable(statusOf(ticketId)));
}

/** The tickets from one id to another, both included: those of a batch. */
export function idRange(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
}

/** Sorts a selection by status. A ticket that was held or sold since it was chosen is in none of the lists. */
export function sortChosen(selected: ReadonlySet<number>, statusOf: (ticketId: number) => Status): Chosen {
  const chosen: Chosen = { available: [], withdrawn: [], all: [] };
  for (const id of selected) {
    const status = statusOf(id);
    if (status !== 'available' && status !== 'withdrawn') continue;
    chosen[status].push(id);
    chosen.all.push(id);
  }
  return chosen;
}
