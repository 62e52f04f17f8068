import { setImmediate as turn } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Act } from './acts.ts';
import { nameOf, unfold } from './background.ts';
import { type Racer, raceResultsOf, resultsOf, subjectOf } from './commands.ts';
import type { Circumstances } from './result.ts';
import {
  ofCancelled,
  type Purchase,
  type Stage,
  type Told,
  type View,
  viewOf,
  type World,
  withLoose,
} from './world.ts';

/** What was seen of an act: its answers, in order, and what it met. */
export type Seen = { answers: readonly (Told | 'nothing')[]; ids: readonly (number | null)[] } & Pick<
  Circumstances,
  'trouble'
>;

/** What the model did not expect. */
export class Illegal extends Error {
  override name = 'Illegal';
}

type Possibility = { told: readonly unknown[]; world: World };

/** What may come of an act, world by world. */
function* possibilities(stage: Stage, worlds: readonly World[], act: Act, seen: Seen): Generator<Possibility[]> {
  const [id = null, otherId = null] = seen.ids;
  const allBecome = (make: (world: World) => World) => worlds.map((world) => ({ told: [], world: make(world) }));
  switch (act.do) {
    case 'cancel event':
      yield allBecome((world) => withLoose({ ...world, cancelled: [...world.cancelled, act.event] }, world.loose));
      return;
    case 'expire':
      yield allBecome(timePasses);
      return;
    case 'arrive':
    case 'rest':
    case 'crash':
      yield allBecome((world) => world);
      return;
    case 'race': {
      const racers: [Racer, Racer] = [
        { act: act.first, id },
        { act: act.second, id: otherId },
      ];
      for (const world of unfold(stage, worlds, subjectOf(worlds, act.first))) {
        yield raceResultsOf(stage, world, ...racers);
      }
      return;
    }
    default:
      for (const world of unfold(stage, worlds, subjectOf(worlds, act))) {
        const results = resultsOf(stage, world, act, { trouble: seen.trouble, id });
        yield results.map((result) => ({ told: [result.told], world: result.world }));
      }
  }
}

function timePasses(world: World): World {
  const keys = Object.entries(world.keys).map(([name, key]) => [name, { ...key, old: true }]);
  return {
    ...world,
    purchases: world.purchases.map((purchase) => ({ ...purchase, due: true })),
    keys: Object.fromEntries(keys),
  };
}

function distinct(worlds: readonly World[]): World[] {
  return worlds.length < 2 ? [...worlds] : [...new Map(worlds.map((world) => [nameOf(world), world])).values()];
}

const listed = (items: readonly unknown[]) =>
  items.length === 0 ? 'nothing at all' : [...new Set(items.map((item) => JSON.stringify(item)))].join('\n    or ');

/**
 * The worlds that explain what an act was answered. Rejects with Illegal when none does. With more than a hundred worlds a
 * race takes it twenty seconds: it gives way after each, or calls of others in this process would run out of their time.
 */
export async function judge(stage: Stage, worlds: readonly World[], act: Act, seen: Seen): Promise<World[]> {
  const explaining: World[] = [];
  const legal: unknown[] = [];
  for (const some of possibilities(stage, worlds, act, seen)) {
    for (const { told, world } of some) {
      legal.push(told);
      if (isDeepStrictEqual(told, seen.answers)) explaining.push(world);
    }
    await turn();
  }
  if (explaining.length > 0) return distinct(explaining);
  throw new Illegal(`answered ${JSON.stringify(seen.answers)}\n  legal: ${listed(legal)}`);
}

/** The worlds in which a purchase looks as it does now. Throws Illegal when there is none. */
export function seePurchase(stage: Stage, worlds: readonly World[], view: View): World[] {
  const possible = unfold(stage, worlds, { purchases: [view.id] });
  const viewIn = (world: World) => {
    const purchase = world.purchases.find(({ id }) => id === view.id);
    return purchase && viewOf(stage, purchase);
  };
  const explaining = possible.filter((world) => isDeepStrictEqual(viewIn(world), view));
  if (explaining.length > 0) return explaining;
  throw new Illegal(`purchase looks like ${JSON.stringify(view)}\n  legal: ${listed(possible.map(viewIn))}`);
}

/** What a ticket may look like: tickets are sold a moment before their purchase is paid. */
export function statusesOf({ withdrawn }: Stage, world: World, ticket: number): string[] {
  if (withdrawn.includes(ticket)) return ['withdrawn'];
  const owner = world.purchases.find(({ kept }) => kept.includes(ticket));
  if (owner?.status === 'paying' || world.loose.some((group) => group.includes(ticket))) return ['held', 'sold'];
  if (owner) return [owner.status === 'reserved' || owner.status === 'pending' ? 'held' : 'sold'];
  return [ofCancelled(world, [ticket]).length > 0 ? 'withdrawn' : 'available'];
}

/** The worlds in which a ticket looks as it does now. Throws Illegal when there is none. */
export function seeTicket(stage: Stage, worlds: readonly World[], ticket: number, status: string): World[] {
  const possible = unfold(stage, worlds, { tickets: [ticket] });
  const explaining = possible.filter((world) => statusesOf(stage, world, ticket).includes(status));
  if (explaining.length > 0) return explaining;
  const legal = listed(possible.map((world) => statusesOf(stage, world, ticket)));
  throw new Illegal(`ticket ${ticket} is ${status}\n  legal: ${legal}`);
}

/** Facts have arrived: what was given back is on sale again. */
export function factsArrived(worlds: readonly World[]): World[] {
  return distinct(worlds.map((world) => ({ ...world, loose: [] })));
}

function isAtRest(world: World, { ends, status, due, kept }: Purchase): boolean {
  return ends.length === 0 && !(status === 'reserved' && due) && ofCancelled(world, kept).length === 0;
}

const isSettled = (world: World) => world.purchases.every((purchase) => isAtRest(world, purchase));

/** True when nothing is under way for these purchases, so that a trouble can only strike what is done to them next. */
export function areAtRest(worlds: readonly World[], purchases: readonly number[]): boolean {
  return worlds.every((world) =>
    world.purchases.every((purchase) => !purchases.includes(purchase.id) || isAtRest(world, purchase)),
  );
}

/** The worlds in which nothing is under way any more. Throws Illegal when there is none. */
export function atRest(worlds: readonly World[]): World[] {
  const resting = worlds.filter(isSettled);
  if (resting.length > 0) return resting;
  throw new Illegal('nothing is under way any more, but purchases have not come to their end');
}

/** What looking can tell about: purchases that may have moved or stand differently, and tickets that may have come back. */
export type Doubts = { customers: readonly number[]; tickets: readonly number[] };

/** What is not certain in these worlds. */
export function doubtsOf(worlds: readonly World[]): Doubts {
  const [first, ...others] = worlds;
  const differs = ({ id }: Purchase, i: number) =>
    others.some(
      ({ purchases }) => purchases[i] !== first?.purchases[i] && !isDeepStrictEqual(purchases[i], first?.purchases[i]),
    ) || !areAtRest(worlds, [id]);
  const doubtful = first?.purchases.filter(differs) ?? [];
  return {
    customers: [...new Set(doubtful.map(({ customer }) => customer))],
    tickets: [...doubtful.flatMap(({ kept }) => kept), ...worlds.flatMap(({ loose }) => loose.flat())],
  };
}
