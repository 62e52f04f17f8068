import {
  ConfirmTicketsResponseSchema,
  HoldResultSchema,
  InventoryService,
  ReserveTicketsResponseSchema,
} from '@boxoffice/contracts/inventory/v1/inventory_service';
import { DomainError, eventIdOf } from '@boxoffice/kernel';
import { asTheyFinish, toFailure } from '@boxoffice/platform';
import { create } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { Code, ConnectError, createRouterTransport } from '@connectrpc/connect';
import type { ToldFact } from './facts.ts';

/** How a call on a purchase goes: as it should, not at all, done but never answered, or later. */
export type Mood = 'well' | 'fails' | 'loses the answer' | Promise<unknown>;

type Seat = { price: number; status: 'available' | 'held' | 'sold'; purchaseId: number | null };
type Hold = { generation: number; ticketIds: number[]; over: boolean };

/** The terms of an event that the fake sells. */
export type FakeEvent = { partnerId: number; name: string; currency: string; startsAt: Date; cancelled: boolean };

const DAY_MS = 86_400_000;

/** An inventory in memory with the rules that order relies on; a test tells how its calls go. */
export function createFakeInventory() {
  const seats = new Map<number, Seat>();
  const holds = new Map<number, Hold>();
  const events = new Map<number, FakeEvent>();
  let generations = 100;
  const script = {
    reserve: (_purchaseId: number): Mood => 'well',
    confirm: (_purchaseId: number): Mood => 'well',
  };
  const calls = { reserve: [] as number[], confirm: [] as number[] };

  function offered(ticketId: number) {
    const seat = seats.get(ticketId);
    const event = events.get(eventIdOf(ticketId));
    if (!seat || !event) return [];
    return [
      {
        ticketId: BigInt(ticketId),
        eventId: BigInt(eventIdOf(ticketId)),
        eventName: event.name,
        partnerId: BigInt(event.partnerId),
        seat: `S${ticketId % 1_000_000}`,
        section: ticketId % 2 === 0 ? 'Floor' : 'Box',
        price: BigInt(seat.price),
        currency: event.currency,
        startsAt: timestampFromDate(event.startsAt),
      },
    ];
  }

  function whyNot(ticketIds: number[]): DomainError | undefined {
    const missing = ticketIds.filter((id) => !seats.has(id));
    if (missing.length > 0) return new DomainError('not_found', 'ticket_not_found', 'No such ticket.');
    if (ticketIds.some((id) => events.get(eventIdOf(id))?.cancelled)) {
      return new DomainError('conflict', 'event_cancelled', 'The event is cancelled.');
    }
    const taken = ticketIds.filter((id) => seats.get(id)?.status !== 'available');
    const tickets = taken.map((id) => ({ ticket_id: id, reason: seats.get(id)?.status ?? '' }));
    if (taken.length === 0) return undefined;
    return new DomainError('conflict', 'ticket_unavailable', 'Not available any more.', { tickets });
  }

  function reserve(purchaseId: number, ticketIds: number[]) {
    const known = holds.get(purchaseId);
    const wanted = ticketIds.flatMap(offered);
    const why = known?.over
      ? new DomainError('conflict', 'hold_released', 'The hold is gone.')
      : known
        ? undefined
        : whyNot(ticketIds);
    const id = BigInt(purchaseId);
    if (why)
      return create(HoldResultSchema, { purchaseId: id, result: { case: 'failure', value: toFailure(why) }, wanted });
    const hold = known ?? { generation: ++generations, ticketIds, over: false };
    holds.set(purchaseId, hold);
    for (const ticketId of ticketIds) Object.assign(seats.get(ticketId) ?? {}, { status: 'held', purchaseId });
    const held = { generation: BigInt(hold.generation), tickets: wanted };
    return create(HoldResultSchema, { purchaseId: id, result: { case: 'held', value: held } });
  }

  function confirm(purchaseId: number, generation: number): DomainError | undefined {
    const hold = holds.get(purchaseId);
    if (!hold || hold.over || hold.generation !== generation) {
      return new DomainError('conflict', 'hold_released', 'The hold is gone.');
    }
    for (const ticketId of hold.ticketIds) {
      const seat = seats.get(ticketId);
      if (seat?.purchaseId === purchaseId) seat.status = 'sold';
    }
    return undefined;
  }

  async function inMood<T>(mood: Mood, work: () => T): Promise<T> {
    if (mood === 'fails') throw new ConnectError('inventory is away', Code.Unavailable);
    if (typeof mood !== 'string') await mood;
    const result = work();
    if (mood === 'loses the answer') throw new ConnectError('connection reset', Code.Unavailable);
    return result;
  }

  function free(purchaseId: number, ticketIds: number[], final: boolean): void {
    for (const ticketId of ticketIds) {
      const seat = seats.get(ticketId);
      if (seat?.purchaseId === purchaseId) Object.assign(seat, { status: 'available', purchaseId: null });
    }
    const hold = holds.get(purchaseId) ?? { generation: 0, ticketIds: [], over: true };
    holds.set(purchaseId, { ...hold, over: hold.over || final });
  }

  const transport = createRouterTransport((router) => {
    router.service(InventoryService, {
      checkHolds({ holds: wanted }) {
        const refusals = wanted.flatMap(({ ticketIds }, index) => {
          const why = whyNot(ticketIds.map(Number));
          return why ? [{ index, failure: toFailure(why), wanted: ticketIds.map(Number).flatMap(offered) }] : [];
        });
        return { refusals };
      },
      async *reserveTickets({ holds: wanted }) {
        const results = wanted.map(async ({ purchaseId, ticketIds }) => {
          calls.reserve.push(Number(purchaseId));
          const work = () => reserve(Number(purchaseId), ticketIds.map(Number));
          return inMood(script.reserve(Number(purchaseId)), work).catch(() => undefined);
        });
        for await (const ready of asTheyFinish(results)) {
          yield create(ReserveTicketsResponseSchema, { results: ready.flatMap((one) => one ?? []) });
        }
      },
      async *confirmTickets({ confirmations }) {
        const results = confirmations.map(async ({ purchaseId, generation }) => {
          calls.confirm.push(Number(purchaseId));
          const work = () => confirm(Number(purchaseId), Number(generation));
          return inMood(script.confirm(Number(purchaseId)), work).then(
            (failure) => ({ purchaseId, ...(failure ? { failure: toFailure(failure) } : {}) }),
            () => undefined,
          );
        });
        for await (const ready of asTheyFinish(results)) {
          yield create(ConfirmTicketsResponseSchema, { results: ready.flatMap((one) => one ?? []) });
        }
      },
      async syncEventTerms({ event }) {
        const known = event && events.get(Number(event.id));
        if (known) known.cancelled = true;
        return {};
      },
    });
  });

  return {
    transport,
    script,
    calls,
    events,
    /** Puts an event with seats on sale; answers their ids. */
    addEvent(eventId: number, prices: number[], terms: Partial<FakeEvent> = {}): number[] {
      const startsAt = new Date(Date.now() + 30 * DAY_MS);
      const event = { partnerId: 1, name: `Event ${eventId}`, currency: 'BRL', startsAt, cancelled: false };
      events.set(eventId, { ...event, ...terms });
      return prices.map((price, i) => {
        const ticketId = eventId * 1_000_000 + i + 1;
        seats.set(ticketId, { price, status: 'available', purchaseId: null });
        return ticketId;
      });
    },
    statusOf: (ticketId: number) => seats.get(ticketId)?.status,
    ownerOf: (ticketId: number) => seats.get(ticketId)?.purchaseId,
    /** Gives a purchase's hold away, as a release that came from elsewhere would. */
    takeAway: (purchaseId: number) => free(purchaseId, holds.get(purchaseId)?.ticketIds ?? [], true),
    /** Hears what order tells of purchases that give tickets back. */
    hear({ name, message }: ToldFact): void {
      const purchaseId = Number(message.purchaseId);
      const ticketIds = message.ticketIds.map(Number);
      if (name === 'cancelled') free(purchaseId, ticketIds, false);
      if (name === 'expired' || (name === 'failed' && !message.refused)) free(purchaseId, ticketIds, true);
    },
  };
}

/** See `createFakeInventory`. */
export type FakeInventory = ReturnType<typeof createFakeInventory>;
