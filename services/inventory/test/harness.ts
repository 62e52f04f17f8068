import { EventSchema, EventStatus } from '@boxoffice/contracts/catalog/v1/catalog_service';
import { type HoldResult, InventoryService } from '@boxoffice/contracts/inventory/v1/inventory_service';
import {
  PurchaseCancelledSchema,
  PurchaseExpiredSchema,
  PurchaseFailedSchema,
} from '@boxoffice/contracts/order/v1/order_events';
import { eventIdOf } from '@boxoffice/kernel';
import { type Actor, actorKey, createInProcessBus, type EventMessage } from '@boxoffice/platform';
import { eventually, freshDatabase, quietLog, SERVICE_TOKEN, type ServedService, serve } from '@boxoffice/testing';
import { create, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { createClient, createContextValues } from '@connectrpc/connect';
import { expect } from '@jest/globals';
import pg from 'pg';
import { createApp } from '../src/app.ts';

const DAY_MS = 86_400_000;
let events = 0;

/** Locks a ticket in a transaction of a test. */
export async function lockTicket(client: pg.ClientBase, ticketId: number): Promise<void> {
  const key = [eventIdOf(ticketId), ticketId];
  await client.query('select 1 from tickets where event_id = $1 and id = $2 for update', key);
}

/** Gives an available ticket another status in a transaction of a test that has locked it, with its history. */
export async function changeTicket(client: pg.ClientBase, ticketId: number, status: number): Promise<void> {
  const values = [eventIdOf(ticketId), ticketId, status];
  await client.query(
    `insert into ticket_history (event_id, ticket_id, from_status, to_status, reason) values ($1, $2, 0, $3, 'test')`,
    values,
  );
  await client.query(
    'update tickets set status = $3, version = version + 1 where event_id = $1 and id = $2 and status = 0',
    values,
  );
}

/** An inventory of its own over real gRPC and PostgreSQL, and what tests do with it again and again. */
export async function startInventory() {
  const database = await freshDatabase('inventory');
  const bus = createInProcessBus(quietLog);
  const config = {
    host: '127.0.0.1',
    port: 0,
    databaseUrl: database.url,
    databasePool: 8,
    natsUrl: '',
    serviceToken: SERVICE_TOKEN,
    logLevel: 'silent',
  };
  const served = await serve(await createApp(config, { log: quietLog, bus }));
  const client = createClient(InventoryService, served.transport);
  const others: ServedService[] = [];
  const pool = new pg.Pool({ connectionString: database.url, max: 2 });
  pool.on('error', () => undefined);

  const as = (actor: Actor) => ({ contextValues: createContextValues().set(actorKey, actor) });
  const partner = (id = 1) => as({ role: 'partner', id });

  async function syncEvent(id: number, changes: MessageInitShape<typeof EventSchema> = {}): Promise<void> {
    const event = create(EventSchema, {
      id: BigInt(id),
      partnerId: 1n,
      name: `Event ${id}`,
      date: timestampFromDate(new Date(Date.now() + 30 * DAY_MS)),
      status: EventStatus.PUBLISHED,
      currency: 'BRL',
      version: 1n,
      ...changes,
    });
    await client.syncEventTerms({ event });
  }

  /** A published event with so many seats; answers their ids. */
  async function eventWithSeats(quantity: number, price = 1000): Promise<number[]> {
    const id = ++events;
    await syncEvent(id);
    const layout = { case: 'count' as const, value: { quantity, prefix: 'S' } };
    const { firstTicketId } = await client.createTickets(
      { eventId: BigInt(id), price: BigInt(price), layout },
      partner(),
    );
    return Array.from({ length: quantity }, (_, i) => Number(firstTicketId) + i);
  }

  /** Reserves in one call; answers `held` or the reason of each. */
  async function reserve(...holds: [purchaseId: number, ticketIds: number[]][]): Promise<HoldResult[]> {
    const request = holds.map(([id, ticketIds]) => ({ purchaseId: BigInt(id), ticketIds: ticketIds.map(BigInt) }));
    const results: HoldResult[] = [];
    for await (const ready of client.reserveTickets({ holds: request })) results.push(...ready.results);
    return holds.map(([id]) => results.find(({ purchaseId }) => Number(purchaseId) === id) as HoldResult);
  }

  async function confirm(purchaseId: number, generation: number): Promise<string> {
    for await (const { results } of client.confirmTickets({
      confirmations: [{ purchaseId: BigInt(purchaseId), generation: BigInt(generation) }],
    })) {
      return results[0]?.failure?.reason ?? 'sold';
    }
    throw new Error('no answer');
  }

  const publish = (fact: string, payload: Uint8Array, id: string = crypto.randomUUID()) => {
    const message: EventMessage = { id, subject: `boxoffice.order.v1.${fact}`, payload, time: new Date() };
    return bus.publish(message);
  };
  const ids = (ticketIds: number[]) => ticketIds.map(BigInt);

  /** Another process of the same inventory; it hears no events. */
  async function anotherClient(): Promise<typeof client> {
    const other = await serve(await createApp(config, { log: quietLog, bus: createInProcessBus(quietLog) }));
    others.push(other);
    return createClient(InventoryService, other.transport);
  }

  return {
    client,
    anotherClient,
    served,
    partner,
    as,
    syncEvent,
    eventWithSeats,
    reserve,
    confirm,
    sql: async (text: string, values: unknown[] = []) => (await pool.query(text, values)).rows,
    /** A connection of a test's own, for a transaction that holds locks; `release` gives it back. */
    connection: () => pool.connect(),
    /**
     * Withdraws two tickets of an event in transactions of their own, begun in that order. The slow one writes its line
     * of history first and commits when what is between is done.
     */
    async withdrawSlowly(
      order: readonly ('slow' | 'quick')[],
      tickets: { slow: number; quick: number },
      between: () => Promise<void>,
    ): Promise<void> {
      const clients = { slow: await pool.connect(), quick: await pool.connect() };
      try {
        for (const name of order) {
          await clients[name].query('begin');
          await lockTicket(clients[name], tickets[name]);
        }
        await changeTicket(clients.slow, tickets.slow, 3);
        await changeTicket(clients.quick, tickets.quick, 3);
        await clients.quick.query('commit');
        await between();
        await clients.slow.query('commit');
      } finally {
        // Closed, not kept: what fails in the middle leaves no transaction open.
        clients.slow.release(true);
        clients.quick.release(true);
      }
    },
    /** Waits until somebody waits for a lock in this database. */
    someoneWaits: () =>
      eventually(async () => {
        const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
        expect((await pool.query(waiting)).rows).not.toEqual([]);
      }),
    statusesOf: async (eventId: number) =>
      (await pool.query('select status from tickets where event_id = $1 order by id', [eventId])).rows.map(
        (r) => r.status,
      ),
    purchaseFailed: (
      purchaseId: number,
      generation: number,
      ticketIds: number[],
      reason = 'payment_declined',
      id?: ReturnType<typeof crypto.randomUUID>,
    ) =>
      publish(
        'purchase_failed',
        toBinary(
          PurchaseFailedSchema,
          create(PurchaseFailedSchema, {
            purchaseId: BigInt(purchaseId),
            generation: BigInt(generation),
            ticketIds: ids(ticketIds),
            reason,
          }),
        ),
        id,
      ),
    purchaseExpired: (purchaseId: number, generation: number, ticketIds: number[]) =>
      publish(
        'purchase_expired',
        toBinary(
          PurchaseExpiredSchema,
          create(PurchaseExpiredSchema, {
            purchaseId: BigInt(purchaseId),
            generation: BigInt(generation),
            ticketIds: ids(ticketIds),
          }),
        ),
      ),
    purchaseCancelled: (purchaseId: number, generation: number, ticketIds: number[]) =>
      publish(
        'purchase_cancelled',
        toBinary(
          PurchaseCancelledSchema,
          create(PurchaseCancelledSchema, {
            purchaseId: BigInt(purchaseId),
            generation: BigInt(generation),
            ticketIds: ids(ticketIds),
            reason: 'cancelled_by_customer',
          }),
        ),
      ),
    async stop() {
      await pool.end();
      await bus.close();
      for (const one of [served, ...others]) await one.close();
      await database.drop();
    },
  };
}

/** What a hold's result says: `held`, or its reason with the tickets at fault. */
export function outcome({ result }: HoldResult): unknown {
  if (result.case === 'held') return 'held';
  return result.case === 'failure' ? [result.value.reason, result.value.metadata?.tickets] : undefined;
}

/** The generation of a hold that was taken. */
export function generation({ result }: HoldResult): number {
  if (result.case !== 'held') throw new Error('not held');
  return Number(result.value.generation);
}
