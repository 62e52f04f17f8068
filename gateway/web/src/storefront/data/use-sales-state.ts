import { useEffect, useState } from 'react';
import { nextChangeIn, type SalesState, salesState } from '../events/sales-state.ts';
import { serverNow } from './server-clock.ts';
import type { ShopEvent } from './types.ts';

/** Where the sales of an event stand; renders again at the moment they open or close. */
export function useSalesState(event: ShopEvent): SalesState {
  const [now, setNow] = useState(serverNow);
  const wait = nextChangeIn(event, now);
  useEffect(() => {
    if (wait === undefined) return;
    const timer = setTimeout(() => setNow(serverNow()), wait);
    return () => clearTimeout(timer);
  }, [wait]);
  return salesState(event, now);
}
