import { eventOf, ofCancelled, priceOf, type Stage, type World } from './world.ts';

/** A ticket at rest: its status, and the purchase that holds or owns it. */
export type TicketEntry = { ticket: number; status: string; owner: number | null };

/** A partner's figures: tickets that stand and came back, minor units, and purchases with at least one that stands. */
export type Figures = { sold: number; cancelled: number; amount: number; purchases: number };

/** Where every ticket of a world at rest is. */
export function ticketEntries({ prices, withdrawn }: Stage, world: World): TicketEntry[] {
  return [...prices.keys()].map((ticket) => {
    const owner = world.purchases.find(({ kept }) => kept.includes(ticket));
    if (owner) return { ticket, status: owner.status === 'paid' ? 'sold' : 'held', owner: owner.id };
    const gone = withdrawn.includes(ticket) || ofCancelled(world, [ticket]).length > 0;
    return { ticket, status: gone ? 'withdrawn' : 'available', owner: null };
  });
}

/** The money that stays with a purchase of a world at rest, in minor units: the price of what is sold to it. */
export function moneyKept(stage: Stage, { purchases }: World): { purchase: number; amount: number }[] {
  return purchases.map(({ id, status, kept }) => ({
    purchase: id,
    amount: status === 'paid' ? priceOf(stage, kept) : 0,
  }));
}

/** The figures of some events together, of a world at rest. */
export function figuresOf(stage: Stage, { purchases }: World, events: readonly number[]): Figures {
  const ofThem = (tickets: readonly number[]) => tickets.filter((ticket) => events.includes(eventOf(ticket)));
  const sold = purchases.map(({ status, kept }) => (status === 'paid' ? ofThem(kept) : []));
  const back = ofThem(purchases.flatMap((purchase) => purchase.back));
  return {
    sold: sold.flat().length,
    cancelled: back.length,
    amount: priceOf(stage, sold.flat()),
    purchases: sold.filter((tickets) => tickets.length > 0).length,
  };
}

/** Where a purchase may go from where it stands. */
const GRAPH: Record<string, readonly string[]> = {
  '': ['pending'],
  pending: ['reserved', 'failed'],
  reserved: ['reserved', 'paying', 'expired', 'cancelled'],
  paying: ['reserved', 'failed', 'paid', 'cancelling'],
  paid: ['paid', 'cancelling', 'cancelled'],
  cancelling: ['paid', 'cancelled'],
};

/** What is wrong with a history; undefined when it is a legal way to where the purchase stands. */
export function wrongHistory(steps: readonly { from: string; to: string }[], status: string): string | undefined {
  let stands = '';
  for (const { from, to } of steps) {
    if (from !== stands) return `goes on from ${from}, but stood at ${stands}`;
    if (!GRAPH[from]?.includes(to)) return `goes from ${from || 'nothing'} to ${to}`;
    stands = to;
  }
  return stands === status ? undefined : `ends as ${stands}, but the purchase is ${status}`;
}
