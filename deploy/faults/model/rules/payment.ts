import { inventoryDies, orderDies } from '../trouble.ts';
import type { Card, CustomerAct } from './acts.ts';
import { type Circumstances, goesOn, type Result, rests, unanswered } from './result.ts';
import { type Purchase, priceOf, type Stage, type Standing, type World } from './world.ts';

/** Nothing was taken: the hold stays, unless the payment came with the purchase. */
function unpaid(purchase: Purchase, reason: string): Standing {
  if (purchase.atOnce) return { status: 'failed', reason, kept: [], back: [] };
  return { status: 'reserved', reason, kept: purchase.kept, back: [] };
}

/** What a card leads to, and whether that is known when the customer is answered. */
function outcomesOf(card: Card, purchase: Purchase, askable: boolean): { ends: Standing[]; known: boolean } {
  const paid: Standing = { status: 'paid', reason: null, kept: purchase.kept, back: [] };
  const notKnown = unpaid(purchase, 'payment_timeout');
  switch (card) {
    case 'approved':
      return { ends: [paid], known: true };
    case 'declined':
      return { ends: [unpaid(purchase, 'payment_declined')], known: true };
    case 'error':
      return { ends: [unpaid(purchase, 'payment_error')], known: true };
    // Asked long after, the provider may say that it took nothing.
    case 'timeout':
      return { ends: [notKnown, unpaid(purchase, 'payment_error')], known: false };
    // The provider is asked, and tells.
    case 'lost':
      return askable ? { ends: [paid], known: true } : { ends: [paid, notKnown], known: false };
    // Asked in time the provider tells of the money; afterwards it is sent back.
    case 'late':
      return { ends: [paid, notKnown], known: false };
  }
}

/**
 * A purchase that keeps tickets pays for them. Free ones need no payment. Whatever happens, an answer that it failed is
 * only given when nothing is taken, and one that it succeeded only when its tickets are its own.
 */
export function payFor(
  stage: Stage,
  world: World,
  act: CustomerAct,
  purchase: Purchase,
  card: Card,
  { trouble }: Circumstances,
): Result[] {
  const paying: Purchase = { ...purchase, status: 'paying', reason: null };
  const free = priceOf(stage, purchase.kept) === 0;
  const askable = trouble?.kind !== 'provider' || trouble.how !== 'cannot be asked';
  const { ends, known } = outcomesOf(free ? 'approved' : card, purchase, askable);
  const goOn = (to: readonly Standing[], failure: string | null) => goesOn(stage, world, act, paying, to, failure);
  if (!free && orderDies(trouble, 'charge', 'before')) {
    return [unanswered(goOn([unpaid(purchase, 'payment_timeout')], null))];
  }
  if (orderDies(trouble, 'charge') || orderDies(trouble, 'confirm')) return [unanswered(goOn(ends, null))];
  const [end] = ends;
  // On a slow machine it may have come to its end before the answer.
  if (!known || !end)
    return [goOn(ends, 'payment_timeout'), ...ends.map((one) => rests(stage, world, act, paying, one))];
  const told = [rests(stage, world, act, paying, end)];
  // Inventory is away for a moment: the customer may be answered before it is back.
  const away = inventoryDies(trouble, 'confirm') || inventoryDies(trouble, 'charge');
  if (away && end.status === 'paid') told.push(goOn(ends, 'confirmation_timeout'));
  return orderDies(trouble, 'tell') ? [...told, ...told.map(unanswered)] : told;
}
