import { createInbox, type Msg, type MsgHdrs, type NatsConnection } from '@nats-io/transport-node';
import { asError } from './event-bus.ts';

/** Nobody takes what was published: the stream is missing, because the server is new or its store was lost. */
export class NoStream extends Error {}

/** Publishes to a stream; resolves once the stream has stored it. Rejects with `NoStream`, or after the time given. */
export type Publisher = (subject: string, payload: Uint8Array, headers: MsgHdrs) => Promise<void>;

type Waiting = { resolve(): void; reject(error: Error): void; until: number };

const NO_RESPONDERS = 503;
const SWEEP_MS = 250;

/** Throws what the stream answered, unless it stored the message (or had it already). */
function requireStored(message: Msg): void {
  if (message.headers?.code === NO_RESPONDERS) throw new NoStream(`no stream takes ${message.subject}`);
  const { error } = message.json<{ error?: { code: number; description: string } }>();
  if (error) throw new Error(`the stream refused a message: ${error.description} (${error.code})`);
}

/**
 * Publishes to JetStream with one inbox for all acknowledgements: the client's own way makes a request with a timer and a
 * stack trace of each message, which costs more than the publishing.
 */
export function createPublisher(connection: NatsConnection, timeoutMs: number): Publisher {
  const inbox = createInbox();
  const waiting = new Map<string, Waiting>();
  let count = 0;

  function settle(reply: string, act: (one: Waiting) => void): void {
    const one = waiting.get(reply);
    waiting.delete(reply);
    if (one) act(one);
  }

  connection.subscribe(`${inbox}.*`, {
    callback(failure, message) {
      settle(message.subject, ({ resolve, reject }) => {
        try {
          if (failure) throw failure;
          requireStored(message);
          resolve();
        } catch (error) {
          reject(asError(error));
        }
      });
    },
  });

  /** Gives up on those whose time is over at that moment: the oldest stand first. */
  function sweep(now: number, why: string): void {
    for (const [reply, { until }] of waiting) {
      if (until > now) break;
      settle(reply, ({ reject }) => reject(new Error(why)));
    }
  }

  const late = `no acknowledgement within ${timeoutMs} ms`;
  const sweeping = setInterval(() => sweep(performance.now(), late), SWEEP_MS).unref();
  void connection.closed().then(() => {
    clearInterval(sweeping);
    sweep(Number.POSITIVE_INFINITY, 'the connection is closed');
  });

  return (subject, payload, headers) =>
    new Promise((resolve, reject) => {
      count += 1;
      const reply = `${inbox}.${count}`;
      connection.publish(subject, payload, { headers, reply });
      waiting.set(reply, { resolve, reject, until: performance.now() + timeoutMs });
    });
}
