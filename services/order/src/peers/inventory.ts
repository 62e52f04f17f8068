import { EventSchema } from '@boxoffice/contracts/catalog/v1/catalog_service';
import {
  type ConfirmationResult,
  type HeldTicket,
  type HoldRefusal,
  type HoldResult,
  InventoryService,
} from '@boxoffice/contracts/inventory/v1/inventory_service';
import { createBatcher, type DomainError, toNumber } from '@boxoffice/kernel';
import { createStreamingBatcher, fromFailure } from '@boxoffice/platform';
import { fromBinary } from '@bufbuild/protobuf';
import { timestampDate } from '@bufbuild/protobuf/wkt';
import { createClient, type Transport } from '@connectrpc/connect';
import type { PurchaseItem } from '../domain/purchase.ts';
import type { HoldAnswer, HoldRefused, InventoryPort } from '../usecases/ports.ts';

const DEADLINE_MS = 5000;
const MAX_BATCH = 256;
// Only a hint: it must be there sooner than what it saves.
const CHECK_DEADLINE_MS = 250;

type HoldRequest = { purchaseId: bigint; ticketIds: bigint[] };
type ConfirmationRequest = { purchaseId: bigint; generation: bigint };

function toItem(ticket: HeldTicket): PurchaseItem {
  return {
    ticketId: toNumber(ticket.ticketId),
    eventId: toNumber(ticket.eventId),
    eventName: ticket.eventName,
    partnerId: toNumber(ticket.partnerId),
    seat: ticket.seat,
    section: ticket.section,
    price: toNumber(ticket.price),
    startsAt: ticket.startsAt ? timestampDate(ticket.startsAt).toISOString() : '',
  };
}

// These say nothing about the hold: it may have been taken before the answer was lost.
function isUnknown({ kind }: DomainError): boolean {
  return kind === 'unavailable' || kind === 'timeout' || kind === 'internal';
}

function currencyOf(tickets: HeldTicket[]): string | null {
  const currencies = new Set(tickets.map(({ currency }) => currency));
  const [only = null] = currencies;
  return currencies.size === 1 ? only : null;
}

function toRefusal(failure: DomainError, wanted: HeldTicket[]): HoldRefused {
  return { type: 'refused', failure, items: wanted.map(toItem), currency: currencyOf(wanted) };
}

function toAnswer({ result, wanted }: HoldResult): HoldAnswer {
  if (result.case === 'held') {
    const { generation, tickets } = result.value;
    const currency = currencyOf(tickets);
    if (currency === null) throw new Error('a hold of no currency, or several');
    return { type: 'held', generation: toNumber(generation), items: tickets.map(toItem), currency };
  }
  if (result.case !== 'failure') throw new Error('inventory answered a hold with nothing');
  const failure = fromFailure(result.value);
  if (isUnknown(failure)) throw failure;
  return toRefusal(failure, wanted);
}

/** Inventory over RPC: simultaneous holds and confirmations travel together, each answered as soon as it is committed. */
export function inventoryPeer(transport: Transport): InventoryPort {
  const client = createClient(InventoryService, transport);
  const options = { timeoutMs: DEADLINE_MS };
  const placeOf = (result: { purchaseId: bigint }, items: { purchaseId: bigint }[]) =>
    items.findIndex(({ purchaseId }) => purchaseId === result.purchaseId);

  const reserve = createStreamingBatcher<HoldRequest, HoldResult>({
    async *call(holds) {
      for await (const { results } of client.reserveTickets({ holds }, options)) yield results;
    },
    indexOf: placeOf,
    maxBatch: MAX_BATCH,
  });
  const confirm = createStreamingBatcher<ConfirmationRequest, ConfirmationResult>({
    async *call(confirmations) {
      for await (const { results } of client.confirmTickets({ confirmations }, options)) yield results;
    },
    indexOf: placeOf,
    maxBatch: MAX_BATCH,
  });

  const check = createBatcher<HoldRequest, HoldRefusal | undefined>(
    async (holds) => {
      const { refusals } = await client
        .checkHolds({ holds }, { timeoutMs: CHECK_DEADLINE_MS })
        .catch(() => ({ refusals: [] }));
      const byPlace = new Map(refusals.map((refusal) => [refusal.index, refusal]));
      return holds.map((_, place) => byPlace.get(place));
    },
    { maxBatch: MAX_BATCH, lanes: 2 },
  );

  return {
    async check({ ticketIds }) {
      const { failure, wanted = [] } = (await check({ purchaseId: 0n, ticketIds: ticketIds.map(BigInt) })) ?? {};
      return failure && toRefusal(fromFailure(failure), wanted);
    },
    async reserve({ purchaseId, ticketIds }) {
      return toAnswer(await reserve({ purchaseId: BigInt(purchaseId), ticketIds: ticketIds.map(BigInt) }));
    },
    async confirm({ purchaseId, generation }) {
      const { failure } = await confirm({ purchaseId: BigInt(purchaseId), generation: BigInt(generation) });
      if (!failure) return true;
      const error = fromFailure(failure);
      if (error.reason === 'hold_released') return false;
      throw error;
    },
    async syncEventTerms(event) {
      await client.syncEventTerms({ event: fromBinary(EventSchema, event) }, options);
    },
  };
}
