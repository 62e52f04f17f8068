import { orderDies } from '../trouble.ts';
import type { CustomerAct } from './acts.ts';
import { givenBack } from './background.ts';
import { type Circumstances, goesOn, type Result, refused, rests, unanswered } from './result.ts';
import { among, type Purchase, priceOf, purchaseOf, type Stage, type World, without } from './world.ts';

type Cancel = Extract<CustomerAct, { do: 'cancel' }>;

/**
 * A reserved purchase gives tickets back, a paid one is refunded for them first; those that came back already stay as they
 * are. While a refund is under way a cancellation waits for it.
 */
export function cancel(stage: Stage, world: World, act: Cancel, circumstances: Circumstances): Result[] {
  const purchase = purchaseOf(world, act.purchase);
  if (purchase?.customer !== act.customer) return [refused(world, 'purchase_not_found')];
  const { status, items, kept } = purchase;
  if (status === 'cancelling') return [];
  if (without(act.tickets, status === 'pending' ? [] : items).length > 0) return [refused(world, 'ticket_not_found')];
  if (!['reserved', 'paid', 'cancelled'].includes(status)) return [refused(world, 'purchase_not_cancellable')];
  const out = act.tickets.length === 0 ? kept : among(kept, act.tickets);
  if (out.length === 0) return [asItStands(stage, world, act, purchase)];
  const results = giveBack(stage, world, act, purchase, out, circumstances);
  return orderDies(circumstances.trouble, 'tell') ? [...results, ...results.map(unanswered)] : results;
}

function asItStands(stage: Stage, world: World, act: Cancel, purchase: Purchase): Result {
  const result = rests(stage, world, act, purchase, purchase);
  if (result.told === 'nothing') return result;
  // Nothing was asked of it that could fail, whatever happened to it before.
  const told = { ...result.told, failure: null, faults: [] };
  const key = result.world.keys[act.key];
  if (!key) return result;
  return { told, world: { ...result.world, keys: { ...result.world.keys, [act.key]: { ...key, answer: told } } } };
}

function giveBack(
  stage: Stage,
  world: World,
  act: Cancel,
  purchase: Purchase,
  out: readonly number[],
  { trouble }: Circumstances,
): Result[] {
  const after = givenBack(purchase, out, 'cancelled_by_customer');
  if (purchase.status !== 'paid' || priceOf(stage, out) === 0) return [rests(stage, world, act, purchase, after)];
  const cancelling: Purchase = { ...purchase, status: 'cancelling' };
  const goOn = goesOn(stage, world, act, cancelling, [after], null);
  if (orderDies(trouble, 'refund')) return [unanswered(goOn)];
  if (trouble?.kind === 'provider' && trouble.how !== 'cannot be asked') return [goOn];
  return [rests(stage, world, act, cancelling, after)];
}
