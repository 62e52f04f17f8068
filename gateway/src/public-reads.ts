import type { FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { type Answer, answerOf, type Form } from './answer.ts';
import { chooseEncoding } from './encodings.ts';

/** How soon a kept answer is made anew, in milliseconds: after `pause`, and at most `longest` while it stays the same. */
export type Pace = { pause: number; longest: number };

/** The answers of public GETs. */
export type PublicReads = {
  /** Options of a route that is a public read: its answers are kept as they travel. */
  route: { compress: false };
  /** Answers a public GET with what `load` resolves to, with `ETag`, or 304 when the client has it already. */
  answer<Body>(request: FastifyRequest, reply: FastifyReply, load: () => Promise<Body>): Promise<Body>;
  /** The same for answers that are made by other means than the route's schema. */
  answerWith(request: FastifyRequest, reply: FastifyReply, load: () => Promise<Answer>, pace?: Pace): Promise<never>;
  /** The kept answer to a URL, when it is ready to be sent as it is. */
  ready(url: string, acceptEncoding: string | undefined): Ready | undefined;
};

/** A kept answer in the form that is wanted, and the route it is an answer of. */
export type Ready = { route: string; etag: string; form: Form };

type Kept = { answer: Answer; route: string; loadedAt: number; pause: number; isRefreshing: boolean };

type Asked = Pick<FastifyRequest, 'url' | 'routeOptions'>;

const MAX_ANSWERS = 10_000;
const MAX_BYTES = 128 * 1024 * 1024;
// A body and its compressed forms, and what else there is to an answer.
const COPIES = 2;
const OVERHEAD = 1000;
const PACE: Pace = { pause: 250, longest: 250 };
// With the quarter of a second that inventory's counts may be old, less than the second that a public read may lag.
const MAX_AGE_MS = 700;
const SLOWER = 1.5;
// An answer that is dear to make is made less often: half of the time belongs to others.
const OF_TIME_TAKEN = 2;

/** True when one of the tags of an `If-None-Match` header is `etag`, compared weakly (RFC 9110, 13.1.2). */
export function matchesTag(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  if (header === etag) return true;
  const opaque = (tag: string) => tag.trim().replace(/^W\//, '');
  return header.trim() === '*' || header.split(',').some((tag) => opaque(tag) === opaque(etag));
}

function send(request: FastifyRequest, reply: FastifyReply, { etag }: Answer, { body, headers }: Form): void {
  const vary = reply.getHeader('vary');
  reply.headers(headers);
  if (vary !== undefined) reply.header('vary', `${vary}, ${headers.vary}`);
  if (matchesTag(request.headers['if-none-match'], etag)) {
    reply.removeHeader('content-type').removeHeader('content-encoding').code(304).send();
  } else {
    reply.send(body);
  }
}

/**
 * Keeps the answers of public GETs, ready to be sent. While one is wanted it is made anew every quarter of a second;
 * requests get the one before meanwhile, for as long as a public read may lag, so that a crowd that watches one event
 * costs its services no more than one client.
 */
export function createPublicReads({ maxAgeMs = MAX_AGE_MS, maxBytes = MAX_BYTES } = {}): PublicReads {
  const kept = new LRUCache<string, Kept>({
    max: MAX_ANSWERS,
    maxSize: maxBytes,
    sizeCalculation: ({ answer }) => COPIES * answer.bytes + OVERHEAD,
  });
  const loading = new Map<string, Promise<Answer>>();

  async function load({ url, routeOptions }: Asked, loader: () => Promise<Answer>, { pause, longest }: Pace) {
    const before = kept.get(url);
    const loadedAt = performance.now();
    try {
      const answer = await loader();
      // What is asked for is ready before it takes the place of the one before, so that nobody waits for it.
      for (const encoding of before?.answer.encodings() ?? []) await answer.make(encoding);
      const isSame = before?.answer.etag === answer.etag;
      const wanted = isSame ? Math.min(before.pause * SLOWER, longest) : pause;
      const took = performance.now() - loadedAt;
      const next = Math.max(wanted, OF_TIME_TAKEN * took);
      const { url: route = url } = routeOptions;
      kept.set(url, { answer: isSame ? before.answer : answer, route, loadedAt, pause: next, isRefreshing: false });
      return answer;
    } catch (error) {
      // What is not there any more, or not to be had, must not be shown on.
      kept.delete(url);
      throw error;
    } finally {
      loading.delete(url);
    }
  }

  function loadOnce(asked: Asked, loader: () => Promise<Answer>, pace: Pace): Promise<Answer> {
    const answer = loading.get(asked.url) ?? load(asked, loader, pace);
    loading.set(asked.url, answer);
    return answer;
  }

  function isCurrent({ loadedAt, pause, isRefreshing }: Kept): boolean {
    const age = performance.now() - loadedAt;
    return age < (isRefreshing ? maxAgeMs : Math.min(pause, maxAgeMs));
  }

  const answerWith: PublicReads['answerWith'] = async (request, reply, loader, pace = PACE) => {
    const known = kept.get(request.url);
    let answer = known?.answer;
    if (known === undefined || performance.now() - known.loadedAt >= maxAgeMs) {
      answer = await loadOnce(request, loader, pace);
    } else if (!isCurrent(known)) {
      known.isRefreshing = true;
      // Whoever asks next is told why.
      loadOnce(request, loader, pace).catch(() => undefined);
    }
    if (answer === undefined) throw new TypeError('an answer that is current is there');
    const encoding = chooseEncoding(request.headers['accept-encoding']);
    send(request, reply, answer, answer.form(encoding) ?? (await answer.make(encoding)));
    // What a handler returns after it has sent an answer is that reply, not the body its type tells.
    return reply as never;
  };

  return {
    route: { compress: false },
    ready(url, acceptEncoding) {
      const known = kept.get(url);
      const form = known && isCurrent(known) && known.answer.form(chooseEncoding(acceptEncoding));
      return known && form ? { route: known.route, etag: known.answer.etag, form } : undefined;
    },
    answerWith,
    answer: async (request, reply, loadBody) =>
      answerWith(request, reply, async () => answerOf(String(reply.serialize(await loadBody())))),
  };
}
