import type { Trouble } from '../trouble.ts';
import { type CustomerAct, contentOf } from './acts.ts';
import { become, type Purchase, type Stage, type Standing, type Told, viewOf, type World } from './world.ts';

/** A legal result of a command: what is told, or nothing when the process died, and what is so afterwards. */
export type Result = { told: Told | 'nothing'; world: World };

/** What a command met: the trouble that struck, and the id that a new purchase got, if it got one. */
export type Circumstances = { trouble: Trouble | null; id: number | null };

/** Nothing changes. */
export function refused(world: World, failure: string, faults: readonly number[] = []): Result {
  return { told: { purchase: null, failure, faults, replayed: false }, world };
}

/** The key of a command is in use from now on. */
export function claim(world: World, act: CustomerAct, purchase: number): World {
  const key = { content: contentOf(act), purchase, answer: null, old: false };
  return { ...world, keys: { ...world.keys, [act.key]: key } };
}

/** The purchase comes to rest and is told as it stands then. */
export function rests(stage: Stage, world: World, act: CustomerAct, purchase: Purchase, standing: Standing): Result {
  const after = become(stage, claim(world, act, purchase.id), purchase, standing);
  return { told: after.keys[act.key]?.answer ?? 'nothing', world: after };
}

/** The purchase goes on after the answer, and comes to one of these ends by itself. */
export function goesOn(
  stage: Stage,
  world: World,
  act: CustomerAct,
  purchase: Purchase,
  ends: readonly Standing[],
  failure: string | null,
): Result {
  const after = become(stage, claim(world, act, purchase.id), purchase, purchase, ends);
  return { told: { purchase: viewOf(stage, purchase), failure, faults: [], replayed: false }, world: after };
}

/** The same, but the customer is not answered. */
export function unanswered({ world }: Result): Result {
  return { told: 'nothing', world };
}
