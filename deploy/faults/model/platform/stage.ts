import { TicketStatus } from '@boxoffice/contracts/inventory/v1/inventory_service';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import type { Stage } from '../rules/world.ts';
import { as } from './counter.ts';
import type { Platform } from './platform.ts';

/** Who and what a history is about: customers, and the events of two partners with their tickets. */
export type Scene = Stage & {
  customers: readonly number[];
  partners: readonly { partner: number; events: readonly number[] }[];
  /** An id that no ticket has. */
  missing: number;
};

// Far beyond any time that passes in a run.
const AHEAD_MS = 50 * 365 * 86_400_000;

/** Batches of tickets: how many, and what each costs in minor units. */
type Batch = { quantity: number; price: number };

/** The first partner has two events, the second one has one. */
const EVENTS: readonly { partner: 1 | 2; batches: readonly Batch[] }[] = [
  {
    partner: 1,
    batches: [
      { quantity: 5, price: 1000 },
      { quantity: 2, price: 0 },
    ],
  },
  { partner: 1, batches: [{ quantity: 4, price: 250 }] },
  {
    partner: 2,
    batches: [
      { quantity: 3, price: 99_999 },
      { quantity: 1, price: 0 },
    ],
  },
];

async function createEvent({ catalog }: Platform, partner: number): Promise<number> {
  const date = timestampFromDate(new Date(Date.now() + AHEAD_MS));
  const details = { name: 'Show', description: '', location: 'Hall', date };
  const { event } = await catalog.createEvent(details, as({ role: 'partner', id: partner }));
  if (!event) throw new Error('an event was not created');
  return Number(event.id);
}

/** Creates the tickets of an event; answers each with its price. */
async function createTickets({ inventory }: Platform, partner: number, event: number, batches: readonly Batch[]) {
  const prices: [ticket: number, price: number][] = [];
  for (const [i, { quantity, price }] of batches.entries()) {
    const layout = { case: 'count' as const, value: { quantity, prefix: `${'AB'[i]}` } };
    const { firstTicketId } = await inventory.createTickets(
      { eventId: BigInt(event), price: BigInt(price), section: `Section ${i}`, layout },
      as({ role: 'partner', id: partner }),
    );
    for (let n = 0; n < quantity; n++) prices.push([Number(firstTicketId) + n, price]);
  }
  return prices;
}

/** Sets the scene of a history: fresh customers, partners, events and tickets, of which one is withdrawn. */
export async function setScene(platform: Platform): Promise<Scene> {
  const base = platform.nextScene() * 10;
  const owners = EVENTS.map(({ partner }) => base + partner);
  const events: number[] = [];
  for (const owner of owners) events.push(await createEvent(platform, owner));
  await platform.factsArrive();
  const created = EVENTS.map(({ batches }, i) => createTickets(platform, owners[i] ?? 0, events[i] ?? 0, batches));
  const prices = new Map((await Promise.all(created)).flat());
  const [withdrawn = 0] = prices.keys();
  await platform.inventory.updateTickets(
    { eventId: BigInt(events[0] ?? 0), ticketIds: [BigInt(withdrawn)], status: TicketStatus.WITHDRAWN },
    as({ role: 'partner', id: owners[0] ?? 0 }),
  );
  const partners = [...new Set(owners)].map((partner) => ({
    partner,
    events: events.filter((_, i) => owners[i] === partner),
  }));
  const customers = [base + 3, base + 4, base + 5];
  return { prices, withdrawn: [withdrawn], customers, partners, missing: withdrawn + 500_000 };
}
