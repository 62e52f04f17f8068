import type { Requests } from '../job.ts';
import { buyerHeaders, isPaid, type Outgoing, purchaseOf, type Source } from './source.ts';

type Errand = { block: number; purchase: string | undefined };

const LOOK_BYTES = 40;
const ID = /^\{"id":(\d+)/;

/** Buyers who buy a block, cancel the purchase and buy another one. Only purchases count as good answers. */
export function churnSource({ tokens, blocks, key }: Extract<Requests, { kind: 'churn' }>): Source {
  const headers = tokens.map(buyerHeaders);
  const errands = new Map<number, Errand>();
  const free = new Map(blocks.map((block) => [block, true]));
  let sent = 0;

  function takeBlock(): number | undefined {
    const [first] = free.keys();
    if (first !== undefined) free.delete(first);
    return first;
  }

  function cancellation(own: string[], purchase: string): Outgoing {
    const unique = [...own, 'idempotency-key', `${key}-${sent++}`];
    return { method: 'POST', path: `/v1/purchases/${purchase}/cancel`, headers: unique, body: '{}' };
  }

  return {
    next(sender) {
      const own = headers[sender % headers.length] ?? [];
      const errand = errands.get(sender);
      if (errand?.purchase !== undefined) return cancellation(own, errand.purchase);
      const block = takeBlock();
      if (block === undefined) return undefined;
      errands.set(sender, { block, purchase: undefined });
      return purchaseOf(own, block, `${key}-${sent++}`);
    },
    last(sender) {
      const purchase = errands.get(sender)?.purchase;
      return purchase === undefined ? undefined : cancellation(headers[sender % headers.length] ?? [], purchase);
    },
    judge(sender, status, start) {
      const errand = errands.get(sender);
      if (errand === undefined) return false;
      const bought = errand.purchase === undefined && isPaid(status, start);
      if (bought) errand.purchase = ID.exec(start.toString('latin1', 0, LOOK_BYTES))?.[1];
      if (bought && errand.purchase !== undefined) return true;
      // Given back, or not to be had yet: later again.
      errands.delete(sender);
      free.set(errand.block, true);
      return false;
    },
  };
}
