import { DomainError } from '@boxoffice/kernel';
import type { FastifyReply } from 'fastify';
import { OPENING } from './frames.ts';
import { createListener, type Listener, type ListenerOptions } from './listener.ts';

/** A listener that is let in, before its stream begins. */
export type Place = {
  /** Begins the stream. */
  open(reply: FastifyReply): Listener;
  /** Gives the place back when there is no stream; once it has begun, its end does. */
  leave(): void;
};

/** Everyone who follows a stream of this process. */
export type Audience = {
  /** Lets a client in. Throws `too_many_streams`. */
  enter(address: string): Place;
  /** Ends all streams; those that come later end as soon as they have begun, so that their clients come back elsewhere. */
  end(): void;
  size(): number;
};

/** How many may listen, in all and from one address. */
export type AudienceLimits = { total: number; perAddress: number };

const HEARTBEAT_MS = 15_000;
// The body ends with its connection: so it needs no chunks around each piece, and nothing keeps a connection of a
// process that ends. `x-accel-buffering` is for proxies that would hold events back.
const HEAD = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-store',
  'x-accel-buffering': 'no',
  connection: 'close',
};

function sendHead(reply: FastifyReply): void {
  // With it the framework's hooks are over, compression among them; the headers that they have set are kept.
  reply.headers(HEAD).hijack();
  reply.raw.removeHeader('transfer-encoding');
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) reply.raw.setHeader(name, value);
  }
  reply.raw.writeHead(200);
}

/** Counts the listeners of this process, and ends their streams when it ends. */
export function createAudience(
  { total, perAddress }: AudienceLimits,
  { heartbeatMs = HEARTBEAT_MS, ...options }: Partial<ListenerOptions> = {},
): Audience {
  const counts = new Map<string, number>();
  const listeners = new Set<Listener>();
  let taken = 0;
  let hasEnded = false;

  function count(address: string, change: 1 | -1): void {
    taken += change;
    const left = (counts.get(address) ?? 0) + change;
    if (left > 0) counts.set(address, left);
    else counts.delete(address);
  }

  function begin(reply: FastifyReply): Listener {
    sendHead(reply);
    const listener = createListener(reply.raw, { heartbeatMs, ...options });
    listener.send(OPENING);
    if (hasEnded) listener.end();
    return listener;
  }

  return {
    enter(address) {
      if (taken >= total || (counts.get(address) ?? 0) >= perAddress) {
        throw new DomainError('unavailable', 'too_many_streams', 'Too many streams are open; try again later.');
      }
      count(address, 1);
      let isHere = true;
      const leave = () => {
        if (isHere) count(address, -1);
        isHere = false;
      };
      return {
        leave,
        open(reply) {
          const listener = begin(reply);
          listeners.add(listener);
          listener.whenOver(() => {
            listeners.delete(listener);
            leave();
          });
          return listener;
        },
      };
    },
    end() {
      hasEnded = true;
      for (const listener of listeners) listener.end();
    },
    size: () => listeners.size,
  };
}
