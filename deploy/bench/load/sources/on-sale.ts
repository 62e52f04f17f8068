import { seeded } from '../../../e2e/support/random.ts';
import type { Requests } from '../job.ts';
import { buyerHeaders, isPaid, purchaseOf, type Source } from './source.ts';

/** Buyers who all want one of the same few blocks of seats, each time any of them. */
export function onSaleSource({ tokens, blocks, key, seed }: Extract<Requests, { kind: 'on-sale' }>): Source {
  const headers = tokens.map(buyerHeaders);
  const random = seeded(seed);
  let sent = 0;
  return {
    next(sender) {
      const first = blocks[random.integer(blocks.length)] ?? 0;
      return purchaseOf(headers[sender % headers.length] ?? [], first, `${key}-${sent++}`);
    },
    judge: (_sender, status, start) => isPaid(status, start),
  };
}
