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

const EVENTS: readonly { partner: 0 | 1; batches: readonly Batch[] }[] = [
  {
    partner: 0,
    batches: [
      { quantity: 5, price: 1000 },
      { quantity: 2, price: 0 },
    ],
  },
  { partner: 0, batches: [{ quantity: 4, price: 250 }] },
  {
    partner: 1,
    batches: [
      { quantity: 3, price: 99_999 },
      { quantity: 1, price: 0 },
    ],
  },
];

async function createEvent(
  platform: Platform,
  partner: number,
  batches: readonly Batch[],
  prices: Map<number, number>,
) {
  const date = timestampFromDate(new Date(Date.now() + AHEAD_MS));
  const details = { name: 'Show', description: '', location: 'Hall', date };
  const { event } = await platform.catalog.createEvent(details, as({ role: 'partner', id: partner }));
  if (!event) throw new Error('an event was not created');
  for (const [i, { quantity, price }] of batches.entries()) {
    const layout = { case: 'count' as const, value: { quantity, prefix: `${'AB'[i]}` } };
    const { firstTicketId } = await platform.inventory.createTickets(
      { eventId: event.id, price: BigInt(price), section: `Section ${i}`, layout },
      as({ role: 'partner', id: partner }),
    );
    for (let n = 0; n < quantity; n++) prices.set(Number(firstTicketId) + n, price);
  }
  return Number(event.id);
}

/** Sets the scene of a history: fresh customers, partners, events and tickets, of which one is withdrawn. */
export async function setScene(platform: Platform): Promise<Scene> {
  const prices = new Map<number, number>();
  const base = platform.nextScene() * 10;
  const partners = [base + 1, base + 2].map((partner) => ({ partner, events: [] as number[] }));
  for (const { partner: nth, batches } of EVENTS) {
    const owner = partners[nth];
    if (owner) owner.events.push(await createEvent(platform, owner.partner, batches, prices));
  }
  const [withdrawn = 0] = prices.keys();
  const eventId = BigInt(partners[0]?.events[0] ?? 0);
  await platform.inventory.updateTickets(
    { eventId, ticketIds: [BigInt(withdrawn)], status: TicketStatus.WITHDRAWN },
    as({ role: 'partner', id: base + 1 }),
  );
  await platform.factsArrive();
  const customers = [base + 3, base + 4, base + 5];
  return { prices, withdrawn: [withdrawn], customers, partners, missing: withdrawn + 500_000 };
}
