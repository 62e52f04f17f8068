import { hash } from 'node:crypto';
import type { GetSeatMapResponse } from '@boxoffice/contracts/inventory/v1/inventory_service';
import { toNumber } from '@boxoffice/kernel';
import { LRUCache } from 'lru-cache';
import { Answer } from './answer.ts';
import { presentSections, presentTaken } from './presenters/seat-map.ts';
import type { Pace } from './public-reads.ts';
import type { Services } from './services.ts';
import { createHead, type Head } from './spliced-body.ts';

/** While a map that changes is watched it is read anew this often: what was sold shows within a tenth of a second. */
export const SEAT_MAP_PACE: Pace = { pause: 25, longest: 50 };

const MAX_MAPS = 1000;
const MAX_BYTES = 64 * 1024 * 1024;

type Layout = { name: string; head: Head; tag: string };

/** A map as it was read: its statuses, and its layout ready to be sent. */
export type SeatMapRead = { sequence: number; taken: Uint8Array; layout: Layout };

/** Reads seat maps; all who ask for one at the same time share one reading. */
export type SeatMapReads = {
  /** Rejects with `event_not_found`. */
  read(eventId: bigint): Promise<SeatMapRead>;
  /** The map as an answer. */
  answer(eventId: bigint): Promise<Answer>;
  /** Has every map that is read told, in the order of their reading, before those who asked for it get it. */
  follow(follower: (eventId: bigint, map: SeatMapRead) => void): void;
};

function layoutOf({ eventId, layout, sections }: GetSeatMapResponse): Layout {
  const text = `{"event_id":${eventId},"sections":${JSON.stringify(presentSections(sections))}`;
  return { name: layout, head: createHead(text), tag: hash('sha1', text, 'base64url') };
}

/** A map as an answer: a change of a seat costs no more than the statuses. */
function answerOfMap({ sequence, taken, layout: { head, tag } }: SeatMapRead): Answer {
  const { body, ...compressed } = head.with(`,"sequence":${sequence},"taken":"${presentTaken(taken)}"}`);
  // A change of a seat is a change of the sequence, and one of anything else of the layout.
  return new Answer(body, `W/"${tag}-${sequence}"`, compressed);
}

/** Reads seat maps. Names and prices, which seldom change, are kept as they travel and not read again. */
export function createSeatMapReads(inventory: Services['inventory']): SeatMapReads {
  const layouts = new LRUCache<bigint, Layout>({
    max: MAX_MAPS,
    maxSize: MAX_BYTES,
    sizeCalculation: ({ head }) => head.bytes.length + 1,
  });
  const reading = new Map<bigint, Promise<SeatMapRead>>();
  const followers: ((eventId: bigint, map: SeatMapRead) => void)[] = [];

  async function readNow(eventId: bigint): Promise<SeatMapRead> {
    try {
      let layout = layouts.get(eventId);
      const map = await inventory.getSeatMap({ eventId, knownLayout: layout?.name ?? '' });
      if (layout?.name !== map.layout) {
        layout = layoutOf(map);
        layouts.set(eventId, layout);
      }
      const read = { sequence: toNumber(map.sequence), taken: map.taken, layout };
      for (const follower of followers) follower(eventId, read);
      return read;
    } finally {
      reading.delete(eventId);
    }
  }

  function read(eventId: bigint): Promise<SeatMapRead> {
    const map = reading.get(eventId) ?? readNow(eventId);
    reading.set(eventId, map);
    return map;
  }

  return {
    read,
    answer: async (eventId) => answerOfMap(await read(eventId)),
    follow: (follower) => void followers.push(follower),
  };
}
