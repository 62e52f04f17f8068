import type { Sale } from '../data/types.ts';
import { mergeSales, parseSale } from './live-sales.ts';

/** How the stream of sales stands. */
export type LiveState = 'connecting' | 'open' | 'lost';

/** What came so far, the latest first. */
export type LiveSnapshot = { state: LiveState; sales: readonly Sale[] };

/** An event of the stream as it travels. */
export type StreamEvent = { event: string; data: string };

/** Sales as they come, for everyone in the panel who shows them. */
export type LiveStore = {
  subscribe(listener: () => void): () => void;
  snapshot(): LiveSnapshot;
  setState(state: LiveState): void;
  /** Takes an event in. Answers what it was about: an event's id, everything, or nothing known. */
  take(event: StreamEvent): number | 'all' | undefined;
};

// A burst of sales is shown in one step: each step makes every list anew.
const GATHER_MS = 100;

/** Makes a store that tells its listeners at most ten times a second. */
export function createLiveStore(gather = GATHER_MS): LiveStore {
  const listeners = new Set<() => void>();
  let current: LiveSnapshot = { state: 'connecting', sales: [] };
  let waiting: Sale[] = [];

  function show(next: LiveSnapshot): void {
    current = next;
    for (const listener of listeners) listener();
  }

  function flush(): void {
    const arrived = waiting;
    waiting = [];
    show({ ...current, sales: mergeSales(arrived, current.sales) });
  }

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    snapshot: () => current,
    setState(state) {
      if (state !== current.state) show({ ...current, state });
    },
    take({ event, data }) {
      if (event === 'reset') return 'all';
      if (event !== 'sale' && event !== 'cancellation') return undefined;
      const sale = parseSale(data);
      if (!sale) return undefined;
      if (waiting.push(sale) === 1) setTimeout(flush, gather);
      return sale.event_id;
    },
  };
}
