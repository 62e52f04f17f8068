import { inventoryDies, orderDies, type Trouble } from '../trouble.ts';
import type { CustomerAct } from './acts.ts';
import { payFor } from './payment.ts';
import { type Circumstances, goesOn, type Result, rests, unanswered } from './result.ts';
import { ofCancelled, type Purchase, priceOf, type Stage, type World } from './world.ts';

type Place = Extract<CustomerAct, { do: 'place' }>;
type Refusal = { reason: string; faults: number[] };

/** Why tickets can't be had now: all of one purchase or none. */
function whyNot({ prices, withdrawn }: Stage, world: World, tickets: readonly number[]): Refusal | undefined {
  const missing = tickets.filter((ticket) => !prices.has(ticket));
  if (missing.length > 0) return { reason: 'ticket_not_found', faults: missing };
  const gone = ofCancelled(world, tickets);
  if (gone.length > 0) return { reason: 'event_cancelled', faults: gone };
  const taken = [...withdrawn, ...world.loose.flat(), ...world.purchases.flatMap(({ kept }) => kept)];
  const faults = tickets.filter((ticket) => taken.includes(ticket));
  return faults.length > 0 ? { reason: 'ticket_unavailable', faults } : undefined;
}

/** Whether a trouble keeps order from knowing if its tickets are held, and whether they were. */
function reserveFails(trouble: Trouble | null): { held: boolean } | undefined {
  if (inventoryDies(trouble, 'reserve')) return { held: inventoryDies(trouble, 'reserve', 'after') };
  if (trouble?.kind !== 'call' || trouble.call !== 'reserve') return undefined;
  if (trouble.how === 'unanswered') return { held: true };
  return trouble.how === 'lost' || trouble.how === 'late' ? { held: false } : undefined;
}

function failed(stage: Stage, world: World, act: Place, purchase: Purchase, reason: string): Result {
  return rests(stage, world, act, purchase, { status: 'failed', reason, kept: [], back: [] });
}

/**
 * A purchase is recorded before anything else. Then it gets all of its tickets or fails, and is paid for if it comes with
 * a payment or costs nothing. When it is not known whether it has its tickets, it fails and gives them back.
 */
export function place(stage: Stage, world: World, act: Place, circumstances: Circumstances): Result[] {
  const { id, trouble } = circumstances;
  if (id === null) return [];
  const { customer, tickets, card } = act;
  const why = whyNot(stage, world, tickets);
  const standing = { status: 'pending', reason: null, kept: [], back: [], ends: [] } as const;
  const atOnce = card !== null;
  const fresh: Purchase = { ...standing, id, customer, items: [], faults: [], atOnce, due: false };
  const holding: Purchase = { ...fresh, kept: why ? [] : tickets };
  if (orderDies(trouble, 'reserve')) {
    const interrupted = { status: 'failed', reason: 'interrupted', kept: [], back: [] } as const;
    const recorded = orderDies(trouble, 'reserve', 'after') ? holding : fresh;
    return [unanswered(goesOn(stage, world, act, recorded, [interrupted], null))];
  }
  const unknown = reserveFails(trouble);
  if (unknown) return [failed(stage, world, act, unknown.held ? holding : fresh, 'inventory_unavailable')];
  const results = why
    ? [failed(stage, world, act, refusedOf(stage, fresh, tickets, why), why.reason)]
    : take(stage, world, act, { ...holding, items: tickets }, circumstances);
  return orderDies(trouble, 'tell') ? [...results, ...results.map(unanswered)] : results;
}

function refusedOf({ prices }: Stage, fresh: Purchase, tickets: readonly number[], { faults }: Refusal): Purchase {
  return { ...fresh, faults, items: tickets.filter((ticket) => prices.has(ticket)) };
}

function take(stage: Stage, world: World, act: Place, purchase: Purchase, circumstances: Circumstances): Result[] {
  const { card } = act;
  if (card !== null || priceOf(stage, purchase.kept) === 0) {
    return payFor(stage, world, act, purchase, card ?? 'approved', circumstances);
  }
  return [rests(stage, world, act, purchase, { status: 'reserved', reason: null, kept: purchase.kept, back: [] })];
}
