import type { CustomerAct } from './acts.ts';
import { type Subject, unfold } from './background.ts';
import { cancel } from './cancel.ts';
import { withKey } from './keys.ts';
import { pay } from './pay.ts';
import { place } from './place.ts';
import { type Circumstances, claim, type Result } from './result.ts';
import { purchaseOf, put, type Stage, type Told, type World } from './world.ts';

/** What a command looks at; one that is repeated, at what became of the purchase that it made first. */
export function subjectOf(worlds: readonly World[], act: CustomerAct): Subject {
  if (act.do !== 'place') return { purchases: [act.purchase] };
  return { tickets: act.tickets, purchases: worlds.flatMap(({ keys }) => keys[act.key]?.purchase ?? []) };
}

/** Every legal result of a customer's command in one world. */
export function resultsOf(stage: Stage, world: World, act: CustomerAct, circumstances: Circumstances): Result[] {
  return withKey(world, act, () => {
    switch (act.do) {
      case 'place':
        return place(stage, world, act, circumstances);
      case 'pay':
        return pay(stage, world, act, circumstances);
      case 'cancel':
        return cancel(stage, world, act, circumstances);
    }
  });
}

/** A legal result of two commands at the same time. */
export type RaceResult = { told: [Told | 'nothing', Told | 'nothing']; world: World };

/** A command of a race, and the id that its new purchase got, if it got one. */
export type Racer = { act: CustomerAct; id: number | null };

const results = (stage: Stage, world: World, { act, id }: Racer) => resultsOf(stage, world, act, { trouble: null, id });

/** One after the other. */
function inOrder(stage: Stage, world: World, first: Racer, second: Racer): RaceResult[] {
  return results(stage, world, first).flatMap((before) =>
    unfold(stage, [before.world], subjectOf([before.world], second.act)).flatMap((between) =>
      results(stage, between, second).map((after): RaceResult => ({ ...after, told: [before.told, after.told] })),
    ),
  );
}

/** A command under way: what the other one finds in the middle of it. */
function middleOf(stage: Stage, world: World, { act, id }: Racer): World {
  const target = act.do === 'place' ? undefined : purchaseOf(world, act.purchase);
  const claimed = claim(world, act, target?.id ?? id ?? 0);
  if (act.do === 'pay' && target?.status === 'reserved') return put(stage, claimed, { ...target, status: 'paying' });
  if (act.do === 'cancel' && target?.status === 'paid') return put(stage, claimed, { ...target, status: 'cancelling' });
  return claimed;
}

/** The second one comes in the middle of the first and is refused without an effect. */
function overlapping(stage: Stage, world: World, first: Racer, second: Racer): RaceResult[] {
  if (world.keys[first.act.key]) return [];
  const middle = middleOf(stage, world, first);
  const turnedAway = results(stage, middle, second).filter((result) => result.world === middle);
  return results(stage, world, first).flatMap((result) =>
    turnedAway.map(({ told }): RaceResult => ({ ...result, told: [result.told, told] })),
  );
}

const swapped = ({ told: [first, second], world }: RaceResult): RaceResult => ({ told: [second, first], world });

/** Every legal result of two commands at the same time: as if one came after the other, or met it half done. */
export function raceResultsOf(stage: Stage, world: World, first: Racer, second: Racer): RaceResult[] {
  const worlds = unfold(stage, [world], subjectOf([world], second.act));
  return [
    ...inOrder(stage, world, first, second),
    ...overlapping(stage, world, first, second),
    ...worlds.flatMap((one) => inOrder(stage, one, second, first).map(swapped)),
    ...worlds.flatMap((one) => overlapping(stage, one, second, first).map(swapped)),
  ];
}
