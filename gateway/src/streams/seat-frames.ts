import { ticketIdOf } from '@boxoffice/kernel';
import { presentTaken } from '../presenters/seat-map.ts';
import { eventFrame } from './frames.ts';
import type { SeatChanges } from './seat-changes.ts';
import type { KnownMap, SeatNews } from './seat-log.ts';

function pairsOf(eventId: number, changes: SeatChanges): string {
  let pairs = '';
  for (let i = 0; i < changes.length; i += 2) {
    pairs += `${i === 0 ? '' : ','}[${ticketIdOf(eventId, changes[i] ?? 0)},${changes[i + 1]}]`;
  }
  return pairs;
}

/** All statuses of a map. */
export function snapshotFrame(eventId: number, { sequence, taken }: KnownMap): string {
  const data = `{"event_id":${eventId},"sequence":${sequence},"taken":"${presentTaken(taken)}"}`;
  return eventFrame('snapshot', data, sequence);
}

/** What is new: statuses, and that the layout is another; nothing when neither changed. */
export function newsFrames(eventId: number, { sequence, changes, isLayout }: SeatNews): string {
  const data = `{"sequence":${sequence},"changes":[${pairsOf(eventId, changes)}]}`;
  const change = changes.length > 0 ? eventFrame('change', data, sequence) : '';
  return isLayout ? change + eventFrame('layout', `{"sequence":${sequence}}`, sequence) : change;
}

/** The last event: why there is nothing to follow any more. */
export function endFrame(reason: string): string {
  return eventFrame('end', JSON.stringify({ reason }));
}
