import type { CustomerAct } from './acts.ts';
import { payFor } from './payment.ts';
import { type Circumstances, type Result, refused } from './result.ts';
import { ofCancelled, purchaseOf, type Stage, type World } from './world.ts';

/** A reserved purchase is paid within its time, unless an event of it is cancelled; a declined card leaves the hold. */
export function pay(
  stage: Stage,
  world: World,
  act: Extract<CustomerAct, { do: 'pay' }>,
  circumstances: Circumstances,
): Result[] {
  const purchase = purchaseOf(world, act.purchase);
  if (purchase?.customer !== act.customer) return [refused(world, 'purchase_not_found')];
  const { status, due, kept } = purchase;
  if (status === 'expired' || (status === 'reserved' && due)) return [refused(world, 'hold_expired')];
  if (status !== 'reserved') return [refused(world, 'purchase_not_payable')];
  const gone = ofCancelled(world, kept);
  if (gone.length > 0) return [refused(world, 'event_cancelled', gone)];
  return payFor(stage, world, act, purchase, act.card, circumstances);
}
