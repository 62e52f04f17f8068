import { AsyncLocalStorage } from 'node:async_hooks';
import Stripe from 'stripe';

/** Requests to Stripe that belong together. */
type Conversation = { signal: AbortSignal; sent: number };

/** How to reach Stripe. */
export type StripeAccess = {
  secretKey: string;
  /** Where its API is, when not at Stripe. */
  apiUrl?: string | undefined;
};

/** Stripe's own client, and calls that end when their caller has waited long enough. */
export type StripeClient = {
  stripe: Stripe;
  /**
   * Does some work with Stripe until the signal aborts; the work is told how many requests it has sent so far, those sent
   * again after a failure included.
   */
  within<T>(signal: AbortSignal, work: (sent: () => number) => Promise<T>): Promise<T>;
};

const conversations = new AsyncLocalStorage<Conversation>();

// The client has no way to hand a signal to a request, nor to tell how often it sent one.
async function send(input: string | URL | Request, init: RequestInit = {}): Promise<Response> {
  const conversation = conversations.getStore();
  if (!conversation) return fetch(input, init);
  conversation.signal.throwIfAborted();
  conversation.sent += 1;
  const signals = [conversation.signal, ...(init.signal ? [init.signal] : [])];
  return fetch(input, { ...init, signal: AbortSignal.any(signals) });
}

function addressOf(apiUrl: string | undefined) {
  if (apiUrl === undefined) return {};
  const { hostname, port, protocol } = new URL(apiUrl);
  const plain = protocol === 'http:';
  return { host: hostname, port: port || (plain ? 80 : 443), protocol: plain ? ('http' as const) : ('https' as const) };
}

/** Sets up Stripe's client. A request that fails is sent again once, by the same idempotency key. */
export function createStripeClient({ secretKey, apiUrl }: StripeAccess): StripeClient {
  const stripe = new Stripe(secretKey, {
    ...addressOf(apiUrl),
    httpClient: Stripe.createFetchHttpClient(send),
    maxNetworkRetries: 1,
    telemetry: false,
  });
  return {
    stripe,
    async within(signal, work) {
      signal.throwIfAborted();
      const conversation = { signal, sent: 0 };
      const { promise: overdue, reject } = Promise.withResolvers<never>();
      const giveUp = () => reject(new Error('Stripe did not answer in time'));
      signal.addEventListener('abort', giveUp, { once: true });
      try {
        // The client may be about to try again when the time is over: nobody waits for that.
        return await Promise.race([conversations.run(conversation, () => work(() => conversation.sent)), overdue]);
      } finally {
        signal.removeEventListener('abort', giveUp);
      }
    },
  };
}
