import { ItemStatus, type SaleChange } from '@boxoffice/contracts/order/v1/order_service';
import { timestampMs } from '@bufbuild/protobuf/wkt';
import { withBuyers } from '../sales-with-buyers.ts';
import { promised, type Services } from '../services.ts';

/** A ticket that was sold or cancelled, ready to be told. */
export type SaleNews = { key: string; event: 'sale' | 'cancellation'; at: number; data: string };

// What identity takes at once.
const MAX_BUYERS = 1000;

const isCancelled = ({ sale }: SaleChange) => promised(sale).status === ItemStatus.CANCELLED;

/** When it happened, in milliseconds since 1970. */
export function momentOf({ at }: SaleChange): number {
  return timestampMs(promised(at));
}

/** What tells a change from all others: a purchase is sold a ticket once, and cancels it once. */
export function keyOf(change: SaleChange): string {
  const { purchaseId, ticketId } = promised(change.sale);
  return `${purchaseId}:${ticketId}:${isCancelled(change) ? 'cancelled' : 'sold'}`;
}

/**
 * The moment from which on changes are all there, oldest first, when the newest `limit` of either kind were asked for;
 * -Infinity when nothing is left out.
 */
export function completeSince(changes: readonly SaleChange[], limit: number): number {
  const kinds = [changes.filter(isCancelled), changes.filter((change) => !isCancelled(change))];
  const cut = kinds.flatMap(([oldest, ...others]) => (oldest && others.length + 1 >= limit ? [momentOf(oldest)] : []));
  return Math.max(...cut, Number.NEGATIVE_INFINITY);
}

/** Adds their buyers to changes. */
export async function describeChanges(services: Services, changes: readonly SaleChange[]): Promise<SaleNews[]> {
  const news: SaleNews[] = [];
  for (let from = 0; from < changes.length; from += MAX_BUYERS) {
    const part = changes.slice(from, from + MAX_BUYERS);
    const sales = await withBuyers(
      services,
      part.map(({ sale }) => promised(sale)),
    );
    part.forEach((change, i) => {
      const event = isCancelled(change) ? 'cancellation' : 'sale';
      news.push({ key: keyOf(change), event, at: momentOf(change), data: JSON.stringify(sales[i]) });
    });
  }
  return news;
}
