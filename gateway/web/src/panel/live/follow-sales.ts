import type { QueryClient } from '@tanstack/react-query';
import { openStream } from '../../api/stream.ts';
import { keys } from '../data/keys.ts';
import type { LiveStore } from './live-store.ts';
import { createPace } from './pace.ts';

const STREAM = '/v1/partners/sales/stream';

/**
 * Follows the partner's sales until the answer is called: every sale goes into the store, and the figures that it changes
 * are read again, at most once a second.
 */
export function followSales(store: LiveStore, client: QueryClient): () => void {
  const touched = new Set<number>();

  const pace = createPace(() => {
    // Only what is on the screen is read again; the rest is marked as old.
    void client.invalidateQueries({ queryKey: keys.summary });
    void client.invalidateQueries({ queryKey: keys.events });
    for (const id of touched) {
      void client.invalidateQueries({ queryKey: keys.eventSummary(id) });
      void client.invalidateQueries({ queryKey: keys.batches(id) });
      void client.invalidateQueries({ queryKey: ['panel', 'hour', id] });
    }
  });

  const close = openStream(STREAM, {
    authorized: true,
    onState: (state) => store.setState(state),
    onEvent: ({ event, data }) => {
      const about = store.take({ event, data });
      if (about === 'all') void client.invalidateQueries({ queryKey: keys.all });
      else if (about !== undefined) {
        touched.add(about);
        pace.ask();
      }
    },
  });

  return () => {
    close();
    pace.stop();
  };
}
