import type { SaleChange } from '@boxoffice/contracts/order/v1/order_service';
import { timestampFromMs, timestampMs } from '@bufbuild/protobuf/wkt';
import { promised, type Services } from '../services.ts';
import type { SalesReading } from './sales-room.ts';

// What the order service takes at once.
const MAX_PARTNERS = 1000;
const [MOST, LEAST] = [2000, 100];
// In all, so that a reading takes a bounded time however many partners are followed.
const TOGETHER = 10_000;

/** How many changes of either kind are read of each of so many partners. */
function limitFor(partners: number): number {
  return Math.max(LEAST, Math.min(MOST, Math.floor(TOGETHER / partners)));
}

/** Reads what partners sold and had cancelled from a moment on (without one: in the last ten seconds), a reading each. */
export async function readSaleChanges(
  order: Services['order'],
  partnerIds: readonly bigint[],
  since: number | undefined,
): Promise<Map<bigint, SalesReading>> {
  const limit = limitFor(partnerIds.length);
  const readings = new Map<bigint, SalesReading>();
  for (let from = 0; from < partnerIds.length; from += MAX_PARTNERS) {
    const part = partnerIds.slice(from, from + MAX_PARTNERS);
    const query = { partnerIds: part, limit, ...(since === undefined ? {} : { since: timestampFromMs(since) }) };
    const answer = await order.listSaleChanges(query);
    const readAt = timestampMs(promised(answer.readAt));
    const byPartner = Map.groupBy(answer.changes, ({ partnerId }: SaleChange) => partnerId);
    for (const id of part) readings.set(id, { changes: byPartner.get(id) ?? [], limit, readAt });
  }
  return readings;
}
