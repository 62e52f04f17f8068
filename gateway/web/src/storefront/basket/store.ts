import { useSyncExternalStore } from 'react';
import { keep, readKept } from '../data/kept.ts';
import type { Basket } from './rules.ts';
import { parseBasket } from './stored.ts';

const NAME = 'boxoffice.basket';

let basket: Basket = parseBasket(readKept(NAME));
const listeners = new Set<() => void>();

function publish(next: Basket): void {
  basket = next;
  for (const listener of listeners) listener();
}

// Other tabs of the same shop share the basket.
function hearOtherTab({ key, newValue }: StorageEvent): void {
  if (key === NAME || key === null) publish(parseBasket(key === null ? null : newValue));
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) window.addEventListener('storage', hearOtherTab);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) window.removeEventListener('storage', hearOtherTab);
  };
}

/** The basket as it is now. */
export function currentBasket(): Basket {
  return basket;
}

/** Changes the basket and keeps it in this browser. */
export function changeBasket(change: (basket: Basket) => Basket): void {
  const next = change(basket);
  if (next === basket) return;
  keep(NAME, next.length === 0 ? null : JSON.stringify(next));
  publish(next);
}

/** The basket; renders again with each change, also of other tabs. */
export function useBasket(): Basket {
  return useSyncExternalStore(subscribe, currentBasket);
}

/** How many tickets are in the basket. */
export function useBasketCount(): number {
  return useSyncExternalStore(subscribe, () => basket.length);
}
