import { createModel, type LiveModel } from './model/model.ts';
import type { Timers } from './timers.ts';
import type { SeatChange, SeatMapData } from './types.ts';

type Ports = {
  load(): Promise<SeatMapData>;
  /** Whether asking again would be answered the same. */
  isLasting(error: unknown): boolean;
  random(): number;
  timers: Timers;
};

/** Reads whole maps, and keeps what the stream tells in the meantime. */
export type MapReader = {
  /** Reads at once, an answer that knows `sequence` at least. */
  read(sequence: number): void;
  /** Reads in a moment: everyone who watches hears of a new layout at once, and they do not all ask at once. */
  readSoon(sequence: number): void;
  /** Notes changes that the map which is being read may not know yet. */
  note(changes: readonly SeatChange[], sequence: number): void;
  /** Forgets what was noted: a snapshot knows it all. */
  forget(): void;
  stop(): void;
};

const SPREAD = 400;
const READ_AGAIN_AFTER = 300;
const MOST_READS = 6;
const RETRY_AFTER = [1000, 2000, 5000];
const RETRY_LONG_AFTER = 15_000;

/** Calls `onModel` with each map that was read, brought up to date, or `onError`, after which it may try again. */
export function createMapReader(
  { load, isLasting, random, timers }: Ports,
  currency: string,
  onModel: (model: LiveModel) => void,
  onError: (error: unknown) => void,
): MapReader {
  let wanted = 0;
  /** Counts readings, so that the answer of one that was given up is not taken. */
  let reading = 0;
  /** Latest status by ticket, while a map is being read. */
  let noted: Map<number, { status: number; sequence: number }> | undefined;

  function finish(data: SeatMapData) {
    const newer = [...(noted ?? [])].filter(([, { sequence }]) => sequence > data.sequence);
    noted = undefined;
    wanted = 0;
    const model = createModel(data, currency);
    const last = newer.reduce((highest, [, { sequence }]) => Math.max(highest, sequence), data.sequence);
    const known = model.apply(
      newer.map(([ticketId, { status }]) => [ticketId, status] as const),
      last,
    );
    onModel(model);
    if (!known) readSoon(last);
  }
  async function attempt(count: number): Promise<void> {
    timers.cancel('read');
    noted ??= new Map();
    reading++;
    const mine = reading;
    try {
      const data = await load();
      if (mine !== reading) return;
      // Public reads may lag behind the stream: an answer that is older than what is known is asked for once more.
      if (data.sequence >= wanted || count >= MOST_READS) finish(data);
      else timers.later('read', READ_AGAIN_AFTER, () => void attempt(count + 1));
    } catch (error) {
      if (mine !== reading) return;
      if (!isLasting(error)) {
        timers.later('read', RETRY_AFTER[count - 1] ?? RETRY_LONG_AFTER, () => void attempt(count + 1));
      }
      onError(error);
    }
  }
  function readSoon(sequence: number) {
    wanted = Math.max(wanted, sequence);
    noted ??= new Map();
    timers.later('read', random() * SPREAD, () => void attempt(1));
  }

  return {
    read(sequence) {
      wanted = Math.max(wanted, sequence);
      void attempt(1);
    },
    readSoon,
    note(changes, sequence) {
      for (const [ticketId, status] of changes) noted?.set(ticketId, { status, sequence });
    },
    forget() {
      wanted = 0;
      noted?.clear();
    },
    stop() {
      reading++;
      wanted = 0;
      noted = undefined;
    },
  };
}
