import {
  among,
  become,
  eventOf,
  ofCancelled,
  type Purchase,
  priceOf,
  type Stage,
  type Standing,
  type World,
  without,
} from './world.ts';

/** Where a purchase stands when it has given some of its tickets back. */
export function givenBack(purchase: Purchase, tickets: readonly number[], reason: string): Standing {
  const sold = purchase.status !== 'reserved';
  const kept = without(purchase.kept, tickets);
  const back = sold ? [...purchase.back, ...tickets].sort((a, b) => a - b) : purchase.back;
  if (kept.length === 0) return { status: 'cancelled', reason, kept, back };
  return { status: sold ? 'paid' : 'reserved', reason: null, kept, back };
}

/** Cancelled events take their tickets back one event at a time. */
function cancelWithEvents(stage: Stage, world: World, purchase: Purchase): World[] {
  if (purchase.status !== 'reserved' && purchase.status !== 'paid') return [];
  return [...Map.groupBy(ofCancelled(world, purchase.kept), eventOf).values()].map((gone) => {
    const after = givenBack(purchase, gone, 'event_cancelled');
    const free = purchase.status === 'reserved' || priceOf(stage, gone) === 0;
    if (free) return become(stage, world, purchase, after);
    return become(stage, world, purchase, { ...purchase, status: 'cancelling' }, [after]);
  });
}

/** What may become of a purchase next, without a command. */
function stepsOf(stage: Stage, world: World, purchase: Purchase): World[] {
  const come = purchase.ends.map((standing) => become(stage, world, purchase, standing));
  const expired: Standing = { status: 'expired', reason: 'hold_expired', kept: [], back: [] };
  const over = purchase.due && purchase.status === 'reserved';
  return [
    ...come,
    ...(over ? [become(stage, world, purchase, expired)] : []),
    ...cancelWithEvents(stage, world, purchase),
  ];
}

/** What is looked at: background steps that concern nothing of it may as well come later. */
export type Subject = { purchases?: readonly number[]; tickets?: readonly number[] };

function steps(stage: Stage, world: World, { purchases = [], tickets = [] }: Subject): World[] {
  const concerned = world.purchases.filter(({ id, kept }) => purchases.includes(id) || among(kept, tickets).length > 0);
  const arrived = world.loose.flatMap((group, i) =>
    among(group, tickets).length > 0 ? [{ ...world, loose: world.loose.toSpliced(i, 1) }] : [],
  );
  return [...concerned.flatMap((purchase) => stepsOf(stage, world, purchase)), ...arrived];
}

const names = new WeakMap<World, string>();

/** The same for worlds that are the same. */
export function nameOf(world: World): string {
  const name = names.get(world) ?? JSON.stringify(world);
  names.set(world, name);
  return name;
}

/** The worlds that each of these may have become in the background by now, itself included. */
export function unfold(stage: Stage, worlds: readonly World[], subject: Subject): readonly World[] {
  const first = worlds.flatMap((world) => steps(stage, world, subject));
  if (first.length === 0) return worlds;
  const found = new Map(worlds.map((world) => [nameOf(world), world]));
  const waiting = [...first];
  for (const world of waiting) {
    if (found.has(nameOf(world))) continue;
    found.set(nameOf(world), world);
    waiting.push(...steps(stage, world, subject));
  }
  return [...found.values()];
}
