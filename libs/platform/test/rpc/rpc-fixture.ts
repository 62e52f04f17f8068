import '../node-errors.ts';
import {
  GetTicketResponseSchema,
  InventoryService,
  ListBatchesResponseSchema,
  ReserveTicketsResponseSchema,
} from '@boxoffice/contracts/inventory/v1/inventory_service';
import { DomainError } from '@boxoffice/kernel';
import { actingPartner, healthRoutes, startRpcServer } from '@boxoffice/platform';
import { quietLog, SERVICE_TOKEN } from '@boxoffice/testing';
import { create } from '@bufbuild/protobuf';
import { ConnectError, type ConnectRouter, type ServiceImpl } from '@connectrpc/connect';

/** Tickets of the fixture's inventory, by what happens to those who ask for them. */
export const TICKET = { good: 1n, sold: 2n, defect: 3n, never: 4n, waits: 5n } as const;

/** The purchase whose hold breaks its call, and the one whose hold waits until the caller is gone or `release` is called. */
export const HOLD = { breaks: 13n, waits: 14n } as const;

/** Facts that travel with the fixture's refusal. */
export const REFUSAL = { kind: 'conflict', reason: 'ticket_unavailable', metadata: { tickets: [{ ticket_id: 2 }] } };

const refusal = () =>
  new DomainError('conflict', 'ticket_unavailable', 'The ticket is sold.', { tickets: [{ ticket_id: 2 }] });

const aborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));

function handlers(
  released: Promise<void>,
  seen: { waiting: number; aborted: number; events: bigint[] },
): Partial<ServiceImpl<typeof InventoryService>> {
  return {
    async getTicket({ ticketId, eventId }, { signal }) {
      seen.events.push(eventId);
      if (ticketId === TICKET.sold) throw refusal();
      if (ticketId === TICKET.defect) throw new TypeError('password=secret');
      if (ticketId === TICKET.waits) {
        seen.waiting++;
        await released;
      }
      if (ticketId === TICKET.never) {
        seen.waiting++;
        await aborted(signal);
        seen.aborted++;
        throw signal.reason;
      }
      return create(GetTicketResponseSchema, { ticket: { id: ticketId, eventId, seat: 'A1' } });
    },
    // Answers how large the text was that came, and as large a text.
    async listTickets({ section = '' }) {
      return { tickets: [], nextCursor: section };
    },
    async listBatches(_request, context) {
      return create(ListBatchesResponseSchema, { nextCursor: `partner ${actingPartner(context)}` });
    },
    async *reserveTickets({ holds }, { signal }) {
      for (const { purchaseId } of holds) {
        if (purchaseId === HOLD.breaks) throw refusal();
        if (purchaseId === HOLD.waits) await Promise.race([aborted(signal), released]);
        yield create(ReserveTicketsResponseSchema, { results: [{ purchaseId }] });
      }
    },
  };
}

/** A server of the platform with a small inventory behind it, which behaves as its tickets say. Port 0 takes a free one. */
export async function startFixture(port = 0) {
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const seen = { waiting: 0, aborted: 0, events: [] as bigint[] };
  const health = { ready: true };
  const draining = new AbortController();
  const server = await startRpcServer({
    host: '127.0.0.1',
    port,
    serviceToken: SERVICE_TOKEN,
    log: quietLog,
    routes(router: ConnectRouter) {
      router.service(InventoryService, handlers(released, seen));
      healthRoutes(router, [InventoryService.typeName], async () => health.ready, draining.signal);
    },
  });
  return {
    address: `127.0.0.1:${server.port}`,
    baseUrl: `http://127.0.0.1:${server.port}`,
    health,
    /**
     * Calls that were made to wait, those whose handlers were told that their caller is gone, and the events that tickets
     * were asked of, one for each call.
     */
    seen,
    /** Says from now on that it is not ready. */
    drain: () => draining.abort(),
    /** Lets holds and tickets that wait go on. */
    release,
    close: () => server.close(),
  };
}

/** See `startFixture`. */
export type Fixture = Awaited<ReturnType<typeof startFixture>>;

/** The status with which a call fails. Throws when it does not. */
export async function statusOf(call: Promise<unknown>): Promise<ConnectError> {
  try {
    await call;
  } catch (error) {
    return ConnectError.from(error);
  }
  throw new Error('the call did not fail');
}
