import type { Sale } from '../data/types.ts';

/** As many as a list of last sales ever shows. */
export const LIVE_LIMIT = 100;

/** A ticket may be sold again after a cancellation, but only once by one purchase. */
export function saleKey({ purchase_id, ticket_id }: Sale): string {
  return `${purchase_id}:${ticket_id}`;
}

/** When something last happened to it. */
export function activityAt({ sold_at, cancelled_at }: Sale): string {
  return cancelled_at ?? sold_at;
}

// What is cancelled never comes back: of two reports of one sale, the cancelled one is the later.
function later(one: Sale | undefined, other: Sale): Sale {
  return one && one.cancelled_at !== null ? one : other;
}

/** Both lists as one, each sale once as it stands last, the latest activity first. */
export function mergeSales(live: readonly Sale[], read: readonly Sale[], limit = LIVE_LIMIT): Sale[] {
  const byKey = new Map<string, Sale>();
  for (const sale of [...live, ...read]) byKey.set(saleKey(sale), later(byKey.get(saleKey(sale)), sale));
  return [...byKey.values()].sort(newestFirst).slice(0, limit);
}

function newestFirst(one: Sale, other: Sale): number {
  const [a, b] = [activityAt(one), activityAt(other)];
  if (a !== b) return a < b ? 1 : -1;
  return other.purchase_id - one.purchase_id || other.ticket_id - one.ticket_id;
}

function hasSaleFields(value: object): value is Sale {
  const numbers = ['purchase_id', 'ticket_id', 'event_id', 'price'];
  const texts = ['seat', 'currency', 'status', 'sold_at'];
  const fields = value as Record<string, unknown>;
  return (
    numbers.every((name) => typeof fields[name] === 'number') &&
    texts.every((name) => typeof fields[name] === 'string') &&
    typeof fields.customer === 'object' &&
    fields.customer !== null
  );
}

/** The sale that an event of the stream tells, or undefined when it is none. */
export function parseSale(data: string): Sale | undefined {
  try {
    const value: unknown = JSON.parse(data);
    return typeof value === 'object' && value !== null && hasSaleFields(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
