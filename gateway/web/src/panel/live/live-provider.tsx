import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { Sale } from '../data/types.ts';
import { followSales } from './follow-sales.ts';
import { createLiveStore, type LiveState, type LiveStore } from './live-store.ts';

const LiveContext = createContext<LiveStore | undefined>(undefined);

/** Keeps one stream of sales open for everything inside it. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [store] = useState(() => createLiveStore());
  useEffect(() => followSales(store, client), [store, client]);
  return <LiveContext.Provider value={store}>{children}</LiveContext.Provider>;
}

function useSnapshot() {
  const store = useContext(LiveContext);
  if (!store) throw new Error('live sales are shown outside of their provider');
  return useSyncExternalStore(store.subscribe, store.snapshot);
}

/** How the stream stands. */
export function useLiveState(): LiveState {
  return useSnapshot().state;
}

/** Sales and cancellations that came since the panel was opened, the latest first; of one event when it is named. */
export function useLiveSales(eventId?: number): readonly Sale[] {
  const { sales } = useSnapshot();
  return useMemo(
    () => (eventId === undefined ? sales : sales.filter(({ event_id }) => event_id === eventId)),
    [sales, eventId],
  );
}
