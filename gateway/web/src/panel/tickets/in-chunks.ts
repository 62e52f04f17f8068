import { idsIn } from '../data/problem-lists.ts';

/** A request changes this many tickets at most. */
export const MAX_CHANGE = 1000;

/** A chunk that was refused as a whole: nothing in it was changed. */
export type Refusal = { ticketIds: number[]; error: unknown };

/** How far a change of many tickets is. */
export type ChangeProgress = { done: number; total: number };

/** What came of it: every ticket is either changed, in a refused chunk, or not asked for any more. */
export type ChangeResult = { changed: number[]; refused: Refusal[]; left: number[] };

/** Cuts a list in pieces of at most `size`. */
export function chunksOf<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
}

/**
 * Changes tickets chunk by chunk, one request after another. A refused chunk does not stop the ones behind it, unless
 * `goesOn` says that the reason stands against all of them.
 */
export async function changeInChunks(
  ticketIds: readonly number[],
  send: (chunk: number[]) => Promise<unknown>,
  onProgress: (progress: ChangeProgress) => void,
  goesOn: (error: unknown) => boolean = () => true,
): Promise<ChangeResult> {
  const total = ticketIds.length;
  const result: ChangeResult = { changed: [], refused: [], left: [] };
  let done = 0;
  let stopped = false;
  for (const chunk of chunksOf(ticketIds, MAX_CHANGE)) {
    if (stopped) {
      result.left.push(...chunk);
      continue;
    }
    try {
      await send(chunk);
      result.changed.push(...chunk);
    } catch (error) {
      result.refused.push({ ticketIds: chunk, error });
      stopped = !goesOn(error);
    }
    done += chunk.length;
    onProgress({ done, total });
  }
  return result;
}

/**
 * The tickets that the refusals are about, and the ones that only stood beside them in a request and could be changed
 * without them.
 */
export function sortRefused({ refused, left }: ChangeResult): { atFault: number[]; others: number[] } {
  const atFault = new Set(refused.flatMap(({ error }) => idsIn(error, 'ticket_ids')));
  const all = [...refused.flatMap(({ ticketIds }) => ticketIds), ...left];
  return { atFault: all.filter((id) => atFault.has(id)), others: all.filter((id) => !atFault.has(id)) };
}
