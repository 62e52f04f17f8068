import {
  ConfirmationResultSchema,
  type Hold,
  InventoryService,
  TicketStatus,
} from '@boxoffice/contracts/inventory/v1/inventory_service';
import { DomainError, invalidField, toNumber } from '@boxoffice/kernel';
import { actingPartner, asTheyFinish, databaseFailure, type Log, requireService, toFailure } from '@boxoffice/platform';
import { create } from '@bufbuild/protobuf';
import type { ConnectRouter, ServiceImpl } from '@connectrpc/connect';
import type { UseCases } from './usecases/index.ts';
import {
  readLayout,
  readStatus,
  readTerms,
  writeAvailability,
  writeBatch,
  writeHistoryStep,
  writeHoldRefusal,
  writeHoldResult,
  writeSeatRuns,
  writeTicket,
} from './wire.ts';

const MAX_EVENTS = 1000;
const MAX_HOLDS = 1000;

type Handlers = ServiceImpl<typeof InventoryService>;

function requireAtMost(field: string, items: unknown[], most: number): void {
  if (items.length > most) throw invalidField(field, `must have ${most} items at most`);
}

// One item's failure is its own result: it must not end the call for the others.
function itemFailure(log: Log): (error: unknown) => DomainError {
  return (error) => {
    const known = error instanceof DomainError ? error : databaseFailure(error);
    if (known) return known;
    log.error({ err: error }, 'an item of a batch failed');
    return new DomainError('internal', 'internal', 'Something went wrong on our side.');
  };
}

function holding(use: UseCases, log: Log): Pick<Handlers, 'checkHolds' | 'reserveTickets' | 'confirmTickets'> {
  const failed = itemFailure(log);
  const toRequest = ({ purchaseId, ticketIds }: Hold) => ({
    purchaseId: toNumber(purchaseId),
    ticketIds: ticketIds.map(toNumber),
  });
  return {
    checkHolds({ holds }, context) {
      requireService(context);
      requireAtMost('holds', holds, MAX_HOLDS);
      const refusals = holds.flatMap((hold, index) => {
        const refused = use.check(toRequest(hold));
        return refused ? [writeHoldRefusal(index, refused)] : [];
      });
      return { refusals };
    },
    async *reserveTickets({ holds }, context) {
      requireService(context);
      requireAtMost('holds', holds, MAX_HOLDS);
      const results = holds.map(async (hold) => {
        const refused = (error: unknown) => ({ refusal: failed(error), wanted: [] });
        return writeHoldResult(hold.purchaseId, await use.reserve(toRequest(hold)).catch(refused));
      });
      for await (const ready of asTheyFinish(results)) yield { results: ready };
    },
    async *confirmTickets({ confirmations }, context) {
      requireService(context);
      requireAtMost('confirmations', confirmations, MAX_HOLDS);
      const results = confirmations.map(async ({ purchaseId, generation }) => {
        const confirmation = { purchaseId: toNumber(purchaseId), generation: toNumber(generation) };
        const failure = await use.confirm(confirmation).then(() => undefined, failed);
        return create(ConfirmationResultSchema, { purchaseId, ...(failure ? { failure: toFailure(failure) } : {}) });
      });
      for await (const ready of asTheyFinish(results)) yield { results: ready };
    },
  };
}

function selling(
  use: UseCases,
): Pick<
  Handlers,
  'syncEventTerms' | 'createTickets' | 'listBatches' | 'updateTickets' | 'listTicketHistory' | 'getOwnSeatMap'
> {
  return {
    async syncEventTerms({ event }, context) {
      requireService(context);
      await use.syncEventTerms(readTerms(event));
      return {};
    },
    async createTickets(request, context) {
      const { response, replayed } = await use.createTickets(
        {
          eventId: toNumber(request.eventId),
          partnerId: actingPartner(context),
          price: toNumber(request.price),
          section: request.section,
          layout: readLayout(request),
        },
        request.idempotency,
      );
      return { ...response, replayed };
    },
    async listBatches({ eventId, page }, context) {
      const partnerId = actingPartner(context);
      const found = await use.listBatches(toNumber(eventId), partnerId, page?.limit ?? 0, page?.cursor ?? '');
      return { batches: found.batches.map(writeBatch), nextCursor: found.nextCursor };
    },
    async updateTickets({ eventId, ticketIds, price, status }, context) {
      const wanted = readStatus(status);
      if (wanted === 'held' || wanted === 'sold') throw invalidField('status', 'must be available or withdrawn');
      const { tickets, currency } = await use.updateTickets({
        eventId: toNumber(eventId),
        partnerId: actingPartner(context),
        ticketIds: ticketIds.map(toNumber),
        ...(price === undefined ? {} : { price: toNumber(price) }),
        ...(wanted === undefined ? {} : { status: wanted }),
      });
      return { tickets: tickets.map((ticket) => writeTicket(ticket, currency)) };
    },
    async listTicketHistory({ eventId, ticketId }, context) {
      const steps = await use.listTicketHistory(toNumber(eventId), toNumber(ticketId), actingPartner(context));
      return { changes: steps.map(writeHistoryStep) };
    },
    async getOwnSeatMap({ eventId }, context) {
      const { sequence, runs, taken } = await use.getOwnSeatMap(toNumber(eventId), actingPartner(context));
      return { eventId, sequence: BigInt(sequence), sections: writeSeatRuns(runs), taken };
    },
  };
}

function showing(
  use: UseCases,
): Pick<Handlers, 'listTickets' | 'getTicket' | 'getSeatMap' | 'batchGetAvailability' | 'getAvailabilityRevision'> {
  return {
    async listTickets({ eventId, status, section, page }) {
      const wanted = status === TicketStatus.UNSPECIFIED ? undefined : readStatus(status);
      const found = await use.listTickets({
        eventId: toNumber(eventId),
        limit: page?.limit ?? 0,
        cursor: page?.cursor ?? '',
        ...(wanted === undefined ? {} : { status: wanted }),
        ...(section === undefined ? {} : { section }),
      });
      return {
        tickets: found.tickets.map((ticket) => writeTicket(ticket, found.currency)),
        nextCursor: found.nextCursor,
      };
    },
    async getTicket({ eventId, ticketId }) {
      const { ticket, currency } = await use.getTicket(toNumber(eventId), toNumber(ticketId));
      return { ticket: writeTicket(ticket, currency) };
    },
    async getSeatMap({ eventId, knownLayout }) {
      const { sequence, layout, runs, taken } = await use.getSeatMap(toNumber(eventId));
      const sections = layout === knownLayout ? [] : writeSeatRuns(runs);
      return { eventId, sequence: BigInt(sequence), layout, sections, taken };
    },
    async batchGetAvailability({ eventIds, bySection }) {
      requireAtMost('event_ids', eventIds, MAX_EVENTS);
      const counted = await use.countAvailability(eventIds.map(toNumber));
      return { events: counted.map((one) => writeAvailability(one, bySection)) };
    },
    async getAvailabilityRevision(_request, context) {
      requireService(context);
      return { revision: await use.availabilityRevision() };
    },
  };
}

/** Inventory's RPCs. */
export function inventoryRoutes(router: ConnectRouter, use: UseCases, log: Log): void {
  router.service(InventoryService, { ...holding(use, log), ...selling(use), ...showing(use) });
}
