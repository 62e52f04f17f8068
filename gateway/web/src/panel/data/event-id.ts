/** The event of a ticket: a ticket's id tells it. */
export function eventIdOf(ticketId: number): number {
  return Math.floor(ticketId / 1_000_000);
}

/** A path's id, or undefined when the path names none. */
export function readId(text: string | undefined | null): number | undefined {
  if (text === undefined || text === null || !/^[1-9][0-9]{0,15}$/.test(text)) return undefined;
  const id = Number(text);
  return Number.isSafeInteger(id) ? id : undefined;
}
