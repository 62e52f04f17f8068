import { useOutletContext } from 'react-router';
import type { TaggedEvent } from '../data/tagged-event.ts';

/** The event of the page that a tab stands in, and the version that a change must name. */
export function useEventContext(): TaggedEvent {
  return useOutletContext<TaggedEvent>();
}
