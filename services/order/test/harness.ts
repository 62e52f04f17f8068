import {
  type CancelPurchasesResponse,
  OrderService,
  type PayPurchasesResponse,
  type PlacePurchasesResponse,
  type PurchaseResult,
  PurchaseStatus,
} from '@boxoffice/contracts/order/v1/order_service';
import type { Clock } from '@boxoffice/kernel';
import { type Actor, actorKey, createInProcessBus } from '@boxoffice/platform';
import { eventually, freshDatabase, quietLog, SERVICE_TOKEN, type ServedService, serve } from '@boxoffice/testing';
import { type CallOptions, type Client, createClient, createContextValues } from '@connectrpc/connect';
import { expect } from '@jest/globals';
import pg from 'pg';
import { createApp } from '../src/app.ts';
import type { Config } from '../src/config.ts';
import { factReader, type ToldFact } from './facts.ts';
import { createFakeCatalog } from './fake-catalog.ts';
import { createFakeInventory } from './fake-inventory.ts';
import { createScriptedProvider, type ScriptedProvider } from './scripted-provider.ts';

const STATUS_NAMES = Object.fromEntries(
  Object.entries(PurchaseStatus).map(([name, value]) => [value, name.toLowerCase()]),
);

/** A command's answer in short: where the purchase stands, and the reason why it failed. */
export type Answered = { id: number; status: string; reason: string | null; replayed: boolean; result: PurchaseResult };

/** A command of a customer. */
export type Command = { customerId?: number; key?: string; content?: string };

/** What a process of order may have of its own. */
export type AppOptions = Partial<Config> & { provider?: ScriptedProvider; clock?: Clock };

export const CUSTOMER = 7;

function inShort(result: PurchaseResult): Answered {
  return {
    id: Number(result.purchase?.id ?? 0),
    status: STATUS_NAMES[result.purchase?.status ?? 0] ?? '',
    reason: result.failure?.reason ?? null,
    replayed: result.replayed,
    result,
  };
}

type Answers = PlacePurchasesResponse | PayPurchasesResponse | CancelPurchasesResponse;

/** Answers in the order they came. */
export async function collect(stream: AsyncIterable<Answers>): Promise<Answered[]> {
  const answers: Answered[] = [];
  for await (const { results } of stream) answers.push(...results.map(inShort));
  return answers;
}

async function only(stream: AsyncIterable<Answers>): Promise<Answered> {
  const [answer] = await collect(stream);
  if (!answer) throw new Error('a command without an answer');
  return answer;
}

const idempotencyOf = ({ key, content = 'content' }: Command) =>
  key === undefined ? {} : { idempotency: { key, requestHash: Buffer.from(content) } };

/** A message that places one purchase. */
export const placing = (ticketIds: number[], token?: string, command: Command = {}) => ({
  customerId: BigInt(command.customerId ?? CUSTOMER),
  ticketIds: ticketIds.map(BigInt),
  ...(token === undefined ? {} : { payment: { method: 'card', token } }),
  ...idempotencyOf(command),
});

/** Commands on one process of order. */
export function commandsOf(client: Client<typeof OrderService>) {
  return {
    place: (ticketIds: number[], token?: string, command?: Command) =>
      only(client.placePurchases({ purchases: [placing(ticketIds, token, command)] })),
    pay: (purchaseId: number, token = 'tok_approved', command: Command = {}) =>
      only(
        client.payPurchases({
          payments: [
            {
              customerId: BigInt(command.customerId ?? CUSTOMER),
              purchaseId: BigInt(purchaseId),
              payment: { method: 'card', token },
              ...idempotencyOf(command),
            },
          ],
        }),
      ),
    cancel: (purchaseId: number, ticketIds: number[] = [], command: Command = {}) =>
      only(
        client.cancelPurchases({
          cancellations: [
            {
              customerId: BigInt(command.customerId ?? CUSTOMER),
              purchaseId: BigInt(purchaseId),
              ticketIds: ticketIds.map(BigInt),
              ...idempotencyOf(command),
            },
          ],
        }),
      ),
  };
}

/** An order service over real gRPC and PostgreSQL; its neighbours and its payment provider do what a test tells them. */
export async function startOrder(options: AppOptions = {}) {
  const database = await freshDatabase('order');
  const inventory = createFakeInventory();
  const catalog = createFakeCatalog(inventory.events);
  const provider = options.provider ?? createScriptedProvider();
  const bus = createInProcessBus(quietLog);
  const facts: ToldFact[] = [];
  await bus.subscribe(
    factReader((fact) => {
      facts.push(fact);
      inventory.hear(fact);
    }),
  );

  const opened: ServedService[] = [];
  const log = quietLog;

  /** One more process of order on the same database. */
  async function open({ provider: own = provider, clock, ...config }: AppOptions = {}) {
    const app = await createApp(
      {
        host: '127.0.0.1',
        port: 0,
        databaseUrl: database.url,
        databasePool: 6,
        natsUrl: '',
        serviceToken: SERVICE_TOKEN,
        logLevel: 'silent',
        inventoryUrls: [],
        catalogUrls: [],
        payments: { provider: 'sandbox' },
        holdSeconds: 600,
        paymentTimeoutMs: 1000,
        paymentResolveSeconds: 2,
        tokenIssuer: 'boxoffice',
        leaseSeconds: 10,
        ...config,
      },
      {
        log,
        bus,
        inventory: inventory.transport,
        catalog: catalog.transport,
        ...(config.payments ? {} : { provider: own.provider }),
        ...(clock ? { clock } : {}),
      },
    );
    const served = await serve(app);
    opened.push(served);
    const client = createClient(OrderService, served.transport);
    return { client, ...commandsOf(client), close: () => close(served) };
  }

  async function close(served: ServedService): Promise<void> {
    const at = opened.indexOf(served);
    if (at < 0) return;
    opened.splice(at, 1);
    await served.close();
  }

  const first = await open(options);
  const pool = new pg.Pool({ connectionString: database.url, max: 2 });
  pool.on('error', () => undefined);
  const sql = async (text: string, values: unknown[] = []) => (await pool.query(text, values)).rows;
  const as = (actor: Actor): CallOptions => ({ contextValues: createContextValues().set(actorKey, actor) });
  const asCustomer = (id = CUSTOMER) => as({ role: 'customer', id });

  async function get(purchaseId: number, customerId = CUSTOMER) {
    const { purchase } = await first.client.getPurchase({ purchaseId: BigInt(purchaseId) }, asCustomer(customerId));
    if (!purchase) throw new Error('an answer without its purchase');
    return purchase;
  }

  /** The status names of a purchase's history, with reasons: `failed payment_declined`. */
  async function history(purchaseId: number, customerId = CUSTOMER): Promise<string[]> {
    const request = { purchaseId: BigInt(purchaseId) };
    const { changes } = await first.client.listPurchaseHistory(request, asCustomer(customerId));
    return changes.map(({ to, reason }) => [STATUS_NAMES[to], reason].filter(Boolean).join(' '));
  }

  const statusOf = async (purchaseId: number, customerId = CUSTOMER) =>
    STATUS_NAMES[(await get(purchaseId, customerId)).status];

  return {
    ...first,
    open,
    inventory,
    catalog,
    provider,
    bus,
    sql,
    /** A connection of a test's own, for a transaction that holds locks; `release` gives it back. */
    connection: () => pool.connect(),
    get,
    history,
    statusOf,
    asCustomer,
    asPartner: (id = 1) => as({ role: 'partner', id }),
    /** Waits until a purchase stands somewhere. */
    comesTo: (purchaseId: number, status: string, timeoutMs = 10_000) =>
      eventually(async () => expect(await statusOf(purchaseId)).toBe(status), { timeoutMs }),
    /** Names of the facts told of a purchase, in the order they came, once all that was told has been heard. */
    async factsOf(purchaseId: number): Promise<string[]> {
      await eventually(async () => expect(await sql('select 1 from outbox where published_at is null')).toEqual([]));
      return facts.filter(({ message }) => Number(message.purchaseId) === purchaseId).map(({ name }) => name);
    },
    facts,
    async stop() {
      await Promise.all(opened.splice(0).map((served) => served.close()));
      await bus.close();
      await pool.end();
      await database.drop();
    },
  };
}

/** See `startOrder`. */
export type RunningOrder = Awaited<ReturnType<typeof startOrder>>;
