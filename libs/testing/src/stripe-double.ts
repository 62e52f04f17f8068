import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultRates } from './faults.ts';
import { type Asked, type FaultyServer, type Reply, startFaultyServer } from './faulty-server.ts';
import { createIdempotency } from './stripe-double/idempotency.ts';
import { createMoney, type DoubleIntent } from './stripe-double/money.ts';
import { createWebhooks } from './stripe-double/webhooks.ts';
import { missing, pageOf, refusalReply, StripeRefusal } from './stripe-double/wire.ts';

/** How the double behaves. */
export type StripeDoubleOptions = {
  /** How long it takes over a command, in milliseconds. */
  executionMs?: number;
  /** Random faults of any request. */
  faults?: FaultRates;
};

/** A stand-in for Stripe's API on 127.0.0.1, with the account's money and events, and switches. */
export type StripeDouble = FaultyServer &
  Omit<ReturnType<typeof createMoney>, 'createIntent' | 'createRefund'> &
  Omit<ReturnType<typeof createWebhooks>, 'tell'> & {
    secretKey: string;
    webhookSecret: string;
    /** Forgets every idempotency key, as Stripe may after a day. */
    forgetKeys(): void;
    /** Whether the search knows of anything; Stripe's lags behind. */
    indexSearch(indexed: boolean): void;
  };

const SECRET_KEY = 'sk_test_double';
const WEBHOOK_SECRET = 'whsec_double';
const SEARCH = /^metadata\['(\w+)'\]:'([^']*)'$/;

function searchIntents(intents: DoubleIntent[], query: URLSearchParams): Reply {
  const [, name = '', value] = SEARCH.exec(query.get('query') ?? '') ?? [];
  const data = intents.filter(({ metadata }) => metadata[name] === value);
  return { status: 200, body: { object: 'search_result', url: '/v1/payment_intents/search', has_more: false, data } };
}

/**
 * Starts a double of Stripe's API, as far as card payments need it: PaymentIntents that are made and confirmed at once,
 * refunds, events; form-encoded requests, idempotency keys, error bodies and request ids as at Stripe. Stripe's test
 * payment methods (`pm_card_visa`, ...) choose the outcome. Webhooks are signed and go where `sendTo` says.
 */
export async function startStripeDouble(options: StripeDoubleOptions = {}): Promise<StripeDouble> {
  const { tell, ...webhooks } = createWebhooks(WEBHOOK_SECRET);
  const { createIntent, createRefund, ...money } = createMoney(tell);
  const idempotency = createIdempotency();
  let searchable = true;
  let requests = 0;

  function command({ path, headers, body }: Asked, signal: AbortSignal): Promise<Reply> {
    const create = { '/v1/payment_intents': createIntent, '/v1/refunds': createRefund }[path];
    if (!create) throw missing('route', path, 'path', 404);
    const key = headers['idempotency-key'];
    return idempotency.once(typeof key === 'string' ? key : undefined, `${path} ${body}`, async () => {
      if (options.executionMs) await sleep(options.executionMs, undefined, { signal });
      return { status: 200, body: create(body) };
    });
  }

  function read({ path, query }: Asked): Reply {
    const [, , kind, id] = path.split('/');
    const since = Number(query.get('created[gte]') ?? 0);
    if (kind === 'payment_intents' && id === 'search') return searchIntents(searchable ? money.intents : [], query);
    if (kind === 'payment_intents' && id) return { status: 200, body: money.findIntent(id) };
    if (kind === 'refunds' && id) return { status: 200, body: money.findRefund(id) };
    if (kind === 'payment_intents') {
      const recent = money.intents.filter(({ created }) => created >= since);
      return pageOf(path, recent, query);
    }
    if (kind === 'refunds') {
      const ofIntent = money.refunds.filter((refund) => refund.payment_intent === query.get('payment_intent'));
      return pageOf(path, ofIntent, query);
    }
    if (kind === 'events') {
      const ofType = webhooks.events.filter(({ type }) => type === query.get('type'));
      return pageOf(path, ofType, query);
    }
    throw missing('route', path, 'path', 404);
  }

  async function handle(asked: Asked, signal: AbortSignal): Promise<Reply> {
    const id = { 'request-id': `req_${++requests}` };
    try {
      if (asked.headers.authorization !== `Bearer ${SECRET_KEY}`) {
        throw new StripeRefusal(401, { type: 'invalid_request_error', message: 'Invalid API Key provided.' });
      }
      const reply = asked.method === 'POST' ? await command(asked, signal) : read(asked);
      return { ...reply, headers: { ...id, ...reply.headers } };
    } catch (error) {
      if (error instanceof StripeRefusal) return { ...refusalReply(error), headers: id };
      throw error;
    }
  }

  const server = await startFaultyServer({
    handle,
    nameOf: ({ method, path, headers }) => `${method} ${path} ${headers['idempotency-key'] ?? ''}`.trimEnd(),
    errorBody: { error: { type: 'api_error', message: 'An unknown error occurred.' } },
    faults: options.faults,
  });
  return {
    ...{ ...server, ...money, ...webhooks },
    secretKey: SECRET_KEY,
    webhookSecret: WEBHOOK_SECRET,
    forgetKeys: idempotency.forget,
    indexSearch(indexed) {
      searchable = indexed;
    },
    async stop() {
      await webhooks.settle();
      await server.stop();
    },
  };
}
