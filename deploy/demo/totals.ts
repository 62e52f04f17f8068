import { setTimeout as sleep } from 'node:timers/promises';
import type { PurchaseAnswer, SaleAnswer, SummaryAnswer } from './rest/answers.ts';
import type { Session } from './rest/session.ts';

/** What one partner sold. */
export type Sales = { sold: number; cancelled: number; purchases: number; revenue: Map<string, number> };

type Line = Pick<SaleAnswer, 'purchase_id' | 'price' | 'currency' | 'status'>;

/** Sums lines up: a cancelled ticket counts as cancelled and nowhere else. */
export function sumLines(lines: Line[]): Sales {
  const standing = lines.filter(({ status }) => status === 'sold');
  const revenue = new Map<string, number>();
  for (const { currency, price } of standing) revenue.set(currency, (revenue.get(currency) ?? 0) + price);
  return {
    sold: standing.length,
    cancelled: lines.length - standing.length,
    purchases: new Set(standing.map((line) => line.purchase_id)).size,
    revenue,
  };
}

/** The lines of purchases that concern some events and were sold, whether cancelled since or not. */
export function linesOf(purchases: PurchaseAnswer[], eventIds: ReadonlySet<number>): Line[] {
  return purchases.flatMap(({ id, items }) =>
    items.flatMap(({ event_id: eventId, price, currency, status }) =>
      eventIds.has(eventId) && (status === 'sold' || status === 'cancelled')
        ? [{ purchase_id: id, price, currency, status }]
        : [],
    ),
  );
}

/** True when both say the same, to the cent. */
export function equalSales(counted: Sales, summary: SummaryAnswer): boolean {
  const totals = new Map(summary.currency_totals.map(({ currency, amount }) => [currency, amount]));
  return (
    counted.sold === summary.tickets_sold &&
    counted.cancelled === summary.tickets_cancelled &&
    counted.purchases === summary.purchases &&
    [...new Set([...totals.keys(), ...counted.revenue.keys()])].every(
      (currency) => (totals.get(currency) ?? 0) === (counted.revenue.get(currency) ?? 0),
    )
  );
}

const TRIES = 10;
const PAUSE_MS = 300;

/**
 * Compares what the demo's customers have in their purchases, and others in the list of sales, with the partner's sales
 * summary. Figures may lag a sale by a second, so a difference is looked at again.
 */
export async function compareSales(
  partner: Session,
  purchases: PurchaseAnswer[],
  customerIds: ReadonlySet<number>,
): Promise<{ counted: Sales; summary: SummaryAnswer; equal: boolean }> {
  const events = await partner.list<{ id: number }>('/v1/partners/events');
  const own = linesOf(purchases, new Set(events.map(({ id }) => id)));
  for (let tries = 1; ; tries++) {
    const sales = await partner.list<SaleAnswer>('/v1/partners/sales');
    const counted = sumLines([...own, ...sales.filter(({ customer }) => !customerIds.has(customer.id))]);
    const summary = await partner.call<SummaryAnswer>('GET', '/v1/partners/sales/summary');
    const equal = equalSales(counted, summary);
    if (equal || tries >= TRIES) return { counted, summary, equal };
    await sleep(PAUSE_MS);
  }
}
