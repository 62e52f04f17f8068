import { isDeepStrictEqual } from 'node:util';
import { figuresOf as figuresSeen, historyOf, purchasesOf, ticketsOf } from './platform/counter.ts';
import type { Platform } from './platform/platform.ts';
import type { Scene } from './platform/stage.ts';
import { figuresOf, moneyKept, ticketEntries, wrongHistory } from './rules/books.ts';
import { type Doubts, Illegal, seePurchase, seeTicket } from './rules/judge.ts';
import { eventOf, type World } from './rules/world.ts';

/** Purchases of a customer that the model does not know. */
export async function newPurchases(platform: Platform, customer: number, known: World): Promise<number[]> {
  const views = await purchasesOf(platform, customer);
  return views.map(({ id }) => id).filter((id) => !known.purchases.some((purchase) => purchase.id === id));
}

/**
 * Looks at purchases and tickets as anybody can, as far as something is in doubt. Throws Illegal when one of them is not as
 * it may be.
 */
export async function look(
  platform: Platform,
  scene: Scene,
  worlds: readonly World[],
  doubts: Doubts,
): Promise<World[]> {
  let left = [...worlds];
  for (const customer of doubts.customers) {
    const views = await purchasesOf(platform, customer);
    const known = left[0]?.purchases.filter((purchase) => purchase.customer === customer) ?? [];
    if (views.length !== known.length) {
      throw new Illegal(`customer ${customer} has ${views.length} purchases and should have ${known.length}`);
    }
    for (const view of views) left = seePurchase(scene, left, view);
  }
  const cancelled = left[0]?.cancelled ?? [];
  for (const event of new Set(doubts.tickets.map(eventOf))) {
    // Its tickets are shown to nobody any more.
    if (cancelled.includes(event)) continue;
    for (const { ticket, status } of await ticketsOf(platform, event)) left = seeTicket(scene, left, ticket, status);
  }
  return left;
}

const STATUSES = ['available', 'held', 'sold', 'withdrawn'];

async function requireTickets(platform: Platform, scene: Scene, world: World): Promise<void> {
  const rows = await platform.inventoryRows<{ ticket: string; status: number; owner: string | null }>(
    'select id as ticket, status, purchase_id as owner from tickets where id = any($1::bigint[]) order by id',
    [[...scene.prices.keys()]],
  );
  const seen = rows.map(({ ticket, status, owner }) => ({
    ticket: Number(ticket),
    status: STATUSES[status],
    owner: owner === null ? null : Number(owner),
  }));
  const wanted = ticketEntries(scene, world).toSorted((a, b) => a.ticket - b.ticket);
  for (const [i, entry] of wanted.entries()) {
    if (isDeepStrictEqual(seen[i], entry)) continue;
    throw new Illegal(`in the end a ticket is ${JSON.stringify(seen[i])}\n  legal: ${JSON.stringify(entry)}`);
  }
}

async function requireHistories(platform: Platform, world: World): Promise<void> {
  for (const { id, customer, status } of world.purchases) {
    const wrong = wrongHistory(await historyOf(platform, customer, id), status);
    if (wrong) throw new Illegal(`the history of purchase ${id} ${wrong}`);
  }
}

function requireMoney({ provider }: Platform, scene: Scene, world: World): void {
  for (const { purchase, amount } of moneyKept(scene, world)) {
    const kept = provider.kept(purchase);
    if (kept !== amount) throw new Illegal(`in the end purchase ${purchase} has paid ${kept}\n  legal: ${amount}`);
  }
  const [wrong] = provider.wrongs();
  if (wrong) throw new Illegal(`the provider saw this: ${wrong}`);
}

async function requireFigures(platform: Platform, scene: Scene, world: World): Promise<void> {
  for (const { partner, events } of scene.partners) {
    for (const [event, of] of [[0, events] as const, ...events.map((one) => [one, [one]] as const)]) {
      const [seen, wanted] = [await figuresSeen(platform, partner, event), figuresOf(scene, world, of)];
      if (isDeepStrictEqual(seen, wanted)) continue;
      const whose = event === 0 ? `partner ${partner}` : `event ${event}`;
      throw new Illegal(`the figures of ${whose} are ${JSON.stringify(seen)}\n  legal: ${JSON.stringify(wanted)}`);
    }
  }
}

/** Compares tickets, histories, money and figures with a world at rest. Throws Illegal where they differ. */
export async function requireBooks(platform: Platform, scene: Scene, world: World): Promise<void> {
  await requireTickets(platform, scene, world);
  await requireHistories(platform, world);
  requireMoney(platform, scene, world);
  await requireFigures(platform, scene, world);
}
