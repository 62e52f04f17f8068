import {
  CatalogService,
  type CreateEventRequestSchema,
  type Event,
} from '@boxoffice/contracts/catalog/v1/catalog_service';
import {
  type Actor,
  actorKey,
  createInProcessBus,
  createLog,
  type EventMessage,
  fromConnectError,
  networkTransport,
  openDatabase,
  query,
  type Row,
  startRpcServer,
} from '@boxoffice/platform';
import { freshDatabase } from '@boxoffice/testing';
import type { DescMessage, MessageInitShape, MessageShape } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { createClient, createContextValues, type Transport } from '@connectrpc/connect';
import type { EntityManager } from '@mikro-orm/postgresql';
import { createApp } from '../src/app.ts';
import { SUBJECTS } from '../src/events.ts';
import { EventEntity } from '../src/storage/event-entity.ts';
import { createFakeInventory } from './fake-inventory.ts';

const SERVICE_TOKEN = 'a service token for the tests of catalog';

/** The moment at which tests begin. */
export const NOW = new Date('2030-06-01T12:00:00.000Z');

/** A moment some days after `NOW`, as it travels. */
export function inDays(days: number) {
  return timestampFromDate(new Date(NOW.getTime() + days * 86_400_000));
}

/** The fields of a message that a test cares about. */
export type Fields<Desc extends DescMessage> = Exclude<MessageInitShape<Desc>, MessageShape<Desc>>;

/** The fields of a new event. */
export type NewEvent = Fields<typeof CreateEventRequestSchema>;

/** A correct new event, a day after `NOW`. */
export function someEvent(fields: NewEvent = {}) {
  return { name: 'Show', date: inDays(1), location: 'Hall', ...fields };
}

/** The event of an answer. */
export function eventOf({ event }: { event?: Event | undefined }): Event {
  if (!event) throw new Error('an answer without its event');
  return event;
}

/** The reason a call failed for; `none` when it did not. */
export function reasonOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'none',
    (error) => fromConnectError(error).reason,
  );
}

function actAs(transport: Transport, actor: Actor): Transport {
  return {
    ...transport,
    unary: (method, signal, timeoutMs, header, input) =>
      transport.unary(method, signal, timeoutMs, header, input, createContextValues().set(actorKey, actor)),
  };
}

/** A running catalog on a database of its own, called over the network, with a clock that stands still. */
export async function startCatalog() {
  const fresh = await freshDatabase('catalog');
  const log = createLog('catalog', 'silent');
  const bus = createInProcessBus(log);
  const facts: EventMessage[] = [];
  await bus.subscribe({
    name: 'test-recorder',
    subjects: Object.values(SUBJECTS),
    maxAttempts: 1,
    async handle(messages) {
      facts.push(...messages);
      return messages.map(() => undefined);
    },
    async giveUp() {},
  });
  const inventory = createFakeInventory();
  const time = { now: NOW };
  const app = await createApp(
    { databaseUrl: fresh.url, databasePool: 6 },
    { log, bus, inventory: inventory.transport, clock: () => time.now },
  );
  const { routes } = app;
  const server = await startRpcServer({ host: '127.0.0.1', port: 0, serviceToken: SERVICE_TOKEN, log, routes });
  const transport = networkTransport(`http://127.0.0.1:${server.port}`, SERVICE_TOKEN);
  const clientOf = (actor: Actor) => createClient(CatalogService, actAs(transport, actor));
  const partner = (id: number) => clientOf({ role: 'partner', id });
  const database = await openDatabase({ url: fresh.url, pool: 2, entities: [EventEntity], migrations: [] });
  return {
    facts,
    inventory,
    time,
    partner,
    /** A correct new event of a partner. */
    add: async (partnerId: number, fields?: NewEvent) =>
      eventOf(await partner(partnerId).createEvent(someEvent(fields))),
    customer: clientOf({ role: 'customer', id: 1 }),
    service: clientOf({ role: 'service' }),
    sql: <Result extends Row>(text: string) => query<Result>(database.read(), text),
    /** Runs a test's own transaction, which may hold locks. */
    transaction: <T>(work: (em: EntityManager) => Promise<T>) => database.transaction('test', work),
    async stop() {
      await server.close();
      await app.stop();
      await bus.close();
      await database.close();
      await fresh.drop();
    },
  };
}

/** See `startCatalog`. */
export type RunningCatalog = Awaited<ReturnType<typeof startCatalog>>;
