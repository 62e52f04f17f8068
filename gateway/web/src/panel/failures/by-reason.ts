import { eventIdOf } from '../data/event-id.ts';
import type { Failure, Money } from '../data/types.ts';

/** Failed purchases of one reason, with what was lost by them. */
export type ReasonGroup = { reason: string; purchases: number; tickets: number; lost: Money[] };

/** Sums amounts by currency, in the order the currencies first appear. */
export function sumMoney(amounts: Iterable<Money>): Money[] {
  const totals = new Map<string, number>();
  for (const { currency, amount } of amounts) totals.set(currency, (totals.get(currency) ?? 0) + amount);
  return [...totals].map(([currency, amount]) => ({ currency, amount }));
}

/** Failures by reason, the most frequent first. */
export function groupByReason(failures: readonly Failure[]): ReasonGroup[] {
  return [...Map.groupBy(failures, ({ reason }) => reason)]
    .map(([reason, group]) => ({
      reason,
      purchases: group.length,
      tickets: group.reduce((sum, { ticket_ids }) => sum + ticket_ids.length, 0),
      lost: sumMoney(group.flatMap(({ lost }) => lost)),
    }))
    .sort((one, other) => other.purchases - one.purchases || one.reason.localeCompare(other.reason));
}

/** The events that a failed purchase was for. */
export function eventIdsOf({ ticket_ids }: Failure): number[] {
  return [...new Set(ticket_ids.map(eventIdOf))];
}
