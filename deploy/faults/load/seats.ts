import type { Random } from '../../e2e/support/random.ts';

/** The seats on sale, as those who buy see them. */
export type SeatPool = {
  /** Puts an event's seats on sale: ids from `first` on. */
  open(eventId: number, first: number, count: number): void;
  /** Nobody looks for seats of this event any more. */
  close(eventId: number): void;
  /** Seats that nobody has asked for yet. */
  left(): number;
  /**
   * One to four seats of one or two events: mostly fresh ones, some that came back, some that others have; none only when
   * no fresh one is left.
   */
  choose(random: Random): number[];
  /** These may be free again. */
  giveBack(ticketIds: readonly number[]): void;
};

type Block = { eventId: number; next: number; end: number };

const MOST_SEATS = 4;
const TAKEN_REMEMBERED = 500;
const RETURNED_REMEMBERED = 2000;
const IN_A_HUNDRED = { contended: 8, returned: 15, twoEvents: 30 };

/** The number of an event by one of its tickets' ids. */
export function eventIdOf(ticketId: number): number {
  return Math.floor(ticketId / 1_000_000);
}

/** Starts with nothing on sale. */
export function createSeatPool(): SeatPool {
  let blocks: Block[] = [];
  let taken: number[] = [];
  let returned: number[] = [];

  function fresh(random: Random, count: number): number[] {
    const open = blocks.filter(({ next, end }) => next < end);
    if (open.length === 0) return [];
    const block = random.pick(open);
    const first = block.next;
    block.next = Math.min(block.end, first + count);
    return Array.from({ length: block.next - first }, (_, n) => first + n);
  }

  function wanted(random: Random, count: number): number[] {
    const dice = random.integer(100);
    if (dice < IN_A_HUNDRED.contended) {
      return [...fresh(random, random.integer(count)), ...random.sample(taken, 1)];
    }
    if (dice < IN_A_HUNDRED.contended + IN_A_HUNDRED.returned && returned.length >= count) {
      const back = random.sample(returned, count);
      returned = returned.filter((id) => !back.includes(id));
      return back;
    }
    if (count > 1 && random.integer(100) < IN_A_HUNDRED.twoEvents) {
      return [...fresh(random, count - 1), ...fresh(random, 1)];
    }
    return fresh(random, count);
  }

  return {
    open: (eventId, first, count) => void blocks.push({ eventId, next: first, end: first + count }),
    close(eventId) {
      blocks = blocks.filter((block) => block.eventId !== eventId);
      returned = returned.filter((id) => eventIdOf(id) !== eventId);
    },
    left: () => blocks.reduce((sum, { next, end }) => sum + end - next, 0),
    choose(random) {
      const count = 1 + random.integer(MOST_SEATS);
      const asked = wanted(random, count);
      const seats = [...new Set(asked.length > 0 ? asked : fresh(random, count))];
      taken = [...taken, ...seats].slice(-TAKEN_REMEMBERED);
      return seats;
    },
    giveBack(ticketIds) {
      returned = [...new Set([...returned, ...ticketIds])].slice(-RETURNED_REMEMBERED);
    },
  };
}
