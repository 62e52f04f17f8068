import { type CustomerAct, contentOf } from './acts.ts';
import { type Result, refused } from './result.ts';
import { purchaseOf, type World } from './world.ts';

/**
 * A command whose idempotency key is in use does nothing: with the same content it gets the answer of the first one, or
 * hears that this is under way. The key of a command that was refused without an effect is free again, and one whose
 * command never got an answer is free after ten seconds, unless it is of a new purchase, or money is on its way.
 */
export function withKey(world: World, act: CustomerAct, run: () => Result[]): Result[] {
  const key = world.keys[act.key];
  if (!key) return run();
  if (key.content !== contentOf(act)) return [refused(world, 'idempotency_key_reused')];
  if (key.answer) return [{ told: { ...key.answer, replayed: true }, world }];
  const underWay = refused(world, 'idempotency_in_progress');
  const status = purchaseOf(world, key.purchase)?.status;
  if (act.do === 'place' || status === 'paying' || status === 'cancelling') return [underWay];
  // Ten seconds may pass on a slow machine before anybody moves the clock.
  return key.old ? run() : [underWay, ...run()];
}
