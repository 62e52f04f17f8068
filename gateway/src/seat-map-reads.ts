import { hash } from 'node:crypto';
import type { GetSeatMapResponse } from '@boxoffice/contracts/inventory/v1/inventory_service';
import { LRUCache } from 'lru-cache';
import { Answer } from './answer.ts';
import { presentSections, presentTaken } from './presenters/seat-map.ts';
import type { Pace } from './public-reads.ts';
import type { Services } from './services.ts';
import { createHead, type Head } from './spliced-body.ts';

/** While a map that changes is watched it is read anew this often: what was sold shows within a tenth of a second. */
export const SEAT_MAP_PACE: Pace = { pause: 30, longest: 90 };

const MAX_MAPS = 1000;
const MAX_BYTES = 64 * 1024 * 1024;

type Layout = { name: string; head: Head; tag: string };

function layoutOf({ eventId, layout, sections }: GetSeatMapResponse): Layout {
  const text = `{"event_id":${eventId},"sections":${JSON.stringify(presentSections(sections))}`;
  return { name: layout, head: createHead(text), tag: hash('sha1', text, 'base64url') };
}

/**
 * Reads seat maps as answers. Names and prices, which seldom change, are kept as they travel and not read again; a change
 * of a seat costs no more than the statuses.
 */
export function createSeatMapReads(inventory: Services['inventory']): (eventId: bigint) => Promise<Answer> {
  const layouts = new LRUCache<bigint, Layout>({
    max: MAX_MAPS,
    maxSize: MAX_BYTES,
    sizeCalculation: ({ head }) => head.bytes.length + 1,
  });

  return async (eventId) => {
    let layout = layouts.get(eventId);
    const map = await inventory.getSeatMap({ eventId, knownLayout: layout?.name ?? '' });
    if (layout?.name !== map.layout) {
      layout = layoutOf(map);
      layouts.set(eventId, layout);
    }
    const end = `,"sequence":${map.sequence},"taken":"${presentTaken(map.taken)}"}`;
    const { body, compress } = layout.head.with(end);
    // A change of a seat is a change of the sequence, and one of anything else of the layout.
    return new Answer(body, `W/"${layout.tag}-${map.sequence}"`, compress);
  };
}
