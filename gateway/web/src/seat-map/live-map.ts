import { createMapReader } from './map-reader.ts';
import type { LiveModel } from './model/model.ts';
import { parseChanges, parseReason, parseSequence, parseSnapshot } from './stream-events.ts';
import { createTimers } from './timers.ts';
import type { SeatMapData, SeatMapModel } from './types.ts';

export type Connection = 'connecting' | 'live' | 'lost';

/** What is known of an event's seats. `version` rises with each change; `ended` tells why the map is no longer live. */
export type MapState = {
  model: SeatMapModel | undefined;
  version: number;
  connection: Connection;
  error: unknown;
  ended: string | undefined;
};

export type StreamEvent = { event: string; data: string };

export type StreamHandlers = { onEvent(event: StreamEvent): void; onState(state: 'open' | 'lost'): void };

/** The world outside: reading the map, following its stream from a sequence on, time and chance. */
export type Ports = {
  load(): Promise<SeatMapData>;
  /** Whether asking again after an error would be answered the same. */
  isLasting(error: unknown): boolean;
  listen(since: number, handlers: StreamHandlers): () => void;
  after(milliseconds: number, run: () => void): () => void;
  random(): number;
};

export type LiveMap = {
  start(): void;
  stop(): void;
  reload(): void;
  state(): MapState;
  subscribe(listener: () => void): () => void;
};

// Changes come in bursts while seats are in demand. The map draws each at once; what stands beside it (counts, tables)
// follows at this pace.
const TELL_AFTER = 60;
// Without a stream (too many listeners, or a proxy that lets none through) the map is read again now and then.
const READ_EVERY = 20_000;

/** Reads an event's seat map and follows its changes. */
export function createLiveMap(ports: Ports, currency: string): LiveMap {
  const timers = createTimers(ports.after);
  const reader = createMapReader({ ...ports, timers }, currency, onModel, onError);
  const listeners = new Set<() => void>();
  let model: LiveModel | undefined;
  let current: MapState = { model, version: 0, connection: 'connecting', error: undefined, ended: undefined };
  let stopStream: (() => void) | undefined;

  function tell(news: Partial<MapState> = {}) {
    timers.cancel('tell');
    current = { ...current, ...news, model, version: current.version + 1 };
    for (const listener of listeners) listener();
  }
  const tellSoon = () => timers.later('tell', TELL_AFTER, tell);

  function onModel(fresh: LiveModel) {
    model = fresh;
    stopStream ??= ports.listen(fresh.sequence, { onEvent, onState });
    readWhileLost();
    tell({ error: undefined });
  }
  function readWhileLost() {
    timers.later('lost', READ_EVERY, () => {
      if (current.connection !== 'live') reader.readSoon(model?.sequence ?? 0);
      readWhileLost();
    });
  }
  /** An error counts while there is nothing to show; later ones mend themselves. */
  function onError(error: unknown) {
    if (!model) tell({ error });
  }

  function onChange(data: string) {
    const news = parseChanges(data);
    if (!model || !news) return reader.readSoon(model?.sequence ?? 0);
    // It was in the map already.
    if (news.sequence <= model.sequence) return;
    reader.note(news.changes, news.sequence);
    // A ticket that is not on the map: seats were added.
    if (!model.apply(news.changes, news.sequence)) return reader.readSoon(news.sequence);
    tellSoon();
  }
  /** Comes after a gap; seats or prices may have changed in it as well. */
  function onSnapshot(data: string) {
    const news = parseSnapshot(data);
    if (model && news) {
      model.replace(news.taken, news.sequence);
      reader.forget();
      tellSoon();
    }
    reader.readSoon(news?.sequence ?? 0);
  }
  function onEvent({ event, data }: StreamEvent) {
    if (event === 'change') onChange(data);
    else if (event === 'snapshot') onSnapshot(data);
    else if (event === 'layout') reader.readSoon(Math.max(parseSequence(data) ?? 0, model?.sequence ?? 0));
    else if (event === 'end') end(parseReason(data));
  }
  function onState(state: 'open' | 'lost') {
    const connection = state === 'open' ? 'live' : 'lost';
    if (connection !== current.connection) tell({ connection });
  }
  function end(reason: string) {
    stop();
    tell({ connection: 'lost', ended: reason });
  }
  function stop() {
    reader.stop();
    stopStream?.();
    stopStream = undefined;
    timers.cancelAll();
  }

  return {
    start() {
      current = { ...current, connection: 'connecting', ended: undefined };
      reader.read(model?.sequence ?? 0);
    },
    stop,
    reload() {
      if (current.error !== undefined) tell({ error: undefined });
      reader.read(model?.sequence ?? 0);
    },
    state: () => current,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
