import type { Requests } from '../job.ts';
import { buyerHeaders, isPaid, purchaseOf, type Source } from './source.ts';

const EVENT = 1_000_000;
const SEATS = 4;

/** Purchases of seats that nobody else wants. */
export function purchaseSource({ tokens, seats, key }: Extract<Requests, { kind: 'purchases' }>): Source {
  const headers = tokens.map(buyerHeaders);
  const { eventIds, firstSeat, to } = seats;
  let next = seats.from;
  return {
    next(sender) {
      if (next >= to) return undefined;
      const n = next++;
      const event = eventIds[n % eventIds.length] ?? 0;
      const first = event * EVENT + firstSeat + SEATS * Math.floor(n / eventIds.length);
      return purchaseOf(headers[sender % headers.length] ?? [], first, `${key}-${n}`);
    },
    judge: (_sender, status, start) => isPaid(status, start),
  };
}
