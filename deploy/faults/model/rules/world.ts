/** Where a purchase stands, as its customer sees it. */
export type Status = 'pending' | 'reserved' | 'paying' | 'paid' | 'failed' | 'expired' | 'cancelling' | 'cancelled';

/** Where a purchase stands, and its tickets: those it holds or owns, and those that were sold to it and came back. */
export type Standing = {
  status: Status;
  reason: string | null;
  kept: readonly number[];
  back: readonly number[];
};

/** A purchase as the model has it. */
export type Purchase = Standing & {
  id: number;
  customer: number;
  /** Tickets it was offered. */
  items: readonly number[];
  /** Tickets at fault when it was refused. */
  faults: readonly number[];
  /** Paid with the order: if the payment fails, the purchase does. */
  atOnce: boolean;
  /** The time of its hold is over. */
  due: boolean;
  /** Where it may come to without a command; empty at rest. */
  ends: readonly Standing[];
};

/** A purchase as it is told. */
export type View = Standing & { id: number; items: readonly number[]; total: number };

/** An answer to a command. */
export type Told = { purchase: View | null; failure: string | null; faults: readonly number[]; replayed: boolean };

/** A used idempotency key; without an answer while its command is under way. */
export type Key = { content: string; purchase: number; answer: Told | null; old: boolean };

/** Tickets and their prices in minor units, and those that are withdrawn from the beginning. */
export type Stage = { prices: ReadonlyMap<number, number>; withdrawn: readonly number[] };

/** Everything the model knows, or one of the possibilities where faults leave several. */
export type World = {
  purchases: readonly Purchase[];
  /**
   * Tickets that were given back and may not be on sale yet; those of one fact together. Worlds do not differ by what
   * makes no difference: they stand by their first tickets, and without those of cancelled events.
   */
  loose: readonly (readonly number[])[];
  /** Cancelled events. */
  cancelled: readonly number[];
  keys: Readonly<Record<string, Key>>;
};

/** Before anybody did anything. */
export const EMPTY: World = { purchases: [], loose: [], cancelled: [], keys: {} };

/** A ticket's id tells its event. */
export const eventOf = (ticket: number): number => Math.floor(ticket / 1_000_000);

/** Those of `tickets` that are not in `others`. */
export const without = (tickets: readonly number[], others: readonly number[]): number[] =>
  tickets.filter((ticket) => !others.includes(ticket));

/** Those of `tickets` that are in `others`. */
export const among = (tickets: readonly number[], others: readonly number[]): number[] =>
  tickets.filter((ticket) => others.includes(ticket));

/** What tickets cost together, in minor units. */
export const priceOf = ({ prices }: Stage, tickets: readonly number[]): number =>
  tickets.reduce((sum, ticket) => sum + (prices.get(ticket) ?? 0), 0);

/** True when nothing is under way for a purchase. */
export const isResting = ({ status }: { status: Status }): boolean =>
  !['pending', 'paying', 'cancelling'].includes(status);

/** Tickets of cancelled events. */
export const ofCancelled = ({ cancelled }: World, tickets: readonly number[]): number[] =>
  tickets.filter((ticket) => cancelled.includes(eventOf(ticket)));

/** The purchase with an id. */
export const purchaseOf = ({ purchases }: World, id: number): Purchase | undefined =>
  purchases.find((purchase) => purchase.id === id);

/** A purchase as its customer sees it: tickets are told once they are held, reasons once it rests. */
export function viewOf(stage: Stage, purchase: Purchase): View {
  const { id, status, kept, back, items } = purchase;
  if (status === 'pending') return { id, status, reason: null, kept: [], back: [], items: [], total: 0 };
  const sold = [...kept, ...back];
  const total = priceOf(stage, sold.length > 0 ? sold : items);
  return { id, status, reason: isResting(purchase) ? purchase.reason : null, kept, back, items, total };
}

/** What is answered when a purchase has come to rest. */
export function answerOf(stage: Stage, purchase: Purchase): Told {
  const { status, reason, faults } = purchase;
  const failed = status === 'failed' || status === 'expired' || status === 'reserved';
  const failure = failed ? reason : null;
  return { purchase: viewOf(stage, purchase), failure, faults: failure ? faults : [], replayed: false };
}

/** Puts a purchase into the world, new or changed; keys that waited for it to rest get their answer. */
export function put(stage: Stage, world: World, purchase: Purchase): World {
  const purchases = purchaseOf(world, purchase.id)
    ? world.purchases.map((one) => (one.id === purchase.id ? purchase : one))
    : [...world.purchases, purchase];
  const keys = Object.entries(world.keys).map(([name, key]) => {
    const waits = key.purchase === purchase.id && key.answer === null && isResting(purchase);
    return [name, waits ? { ...key, answer: answerOf(stage, purchase) } : key];
  });
  return { ...world, purchases, keys: Object.fromEntries(keys) };
}

/** The world with other loose tickets. */
export function withLoose(world: World, loose: World['loose']): World {
  const relevant = loose.map((group) => without(group, ofCancelled(world, group))).filter(({ length }) => length > 0);
  return { ...world, loose: relevant.sort(([a = 0], [b = 0]) => a - b) };
}

/** Moves a purchase to another standing; tickets it no longer keeps are on their way back. */
export function become(
  stage: Stage,
  world: World,
  purchase: Purchase,
  standing: Standing,
  ends: readonly Standing[] = [],
): World {
  const released = without(purchase.kept, standing.kept);
  const before = released.length > 0 ? withLoose(world, [...world.loose, released]) : world;
  return put(stage, before, { ...purchase, ...standing, ends });
}
