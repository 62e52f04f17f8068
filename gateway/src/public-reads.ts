import type { FastifyReply, FastifyRequest, preValidationHookHandler } from 'fastify';
import { LRUCache } from 'lru-cache';
import { type Answer, answerOf, type Form } from './answer.ts';
import { chooseEncoding } from './encodings.ts';

/** How soon a kept answer is made anew, in milliseconds: after `pause`, and at most `longest` while it stays the same. */
export type Pace = { pause: number; longest: number };

/** The answers of public GETs. */
export type PublicReads = {
  /** Options of a route that is a public read: most requests are answered before its handler. */
  route: { compress: false; preValidation: preValidationHookHandler };
  /** Answers a public GET with what `load` resolves to, with `ETag`, or 304 when the client has it already. */
  answer<Body>(request: FastifyRequest, reply: FastifyReply, load: () => Promise<Body>): Promise<Body>;
  /** The same for answers that are made by other means than the route's schema. */
  answerWith(request: FastifyRequest, reply: FastifyReply, load: () => Promise<Answer>, pace?: Pace): Promise<never>;
};

type Kept = { answer: Answer; loadedAt: number; pause: number; isRefreshing: boolean };

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

  async function load(url: string, loader: () => Promise<Answer>, { pause, longest }: Pace): Promise<Answer> {
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
      kept.set(url, { answer: isSame ? before.answer : answer, loadedAt, pause: next, isRefreshing: false });
      return answer;
    } catch (error) {
      // What is not there any more, or not to be had, must not be shown on.
      kept.delete(url);
      throw error;
    } finally {
      loading.delete(url);
    }
  }

  function loadOnce(url: string, loader: () => Promise<Answer>, pace: Pace): Promise<Answer> {
    const answer = loading.get(url) ?? load(url, loader, pace);
    loading.set(url, answer);
    return answer;
  }

  function isCurrent({ loadedAt, pause, isRefreshing }: Kept): boolean {
    const age = performance.now() - loadedAt;
    return age < (isRefreshing ? maxAgeMs : Math.min(pause, maxAgeMs));
  }

  const answerWith: PublicReads['answerWith'] = async (request, reply, loader, pace = PACE) => {
    const { url } = request;
    const known = kept.get(url);
    let answer = known?.answer;
    if (known === undefined || performance.now() - known.loadedAt >= maxAgeMs) {
      answer = await loadOnce(url, loader, pace);
    } else if (!isCurrent(known)) {
      known.isRefreshing = true;
      // Whoever asks next is told why.
      loadOnce(url, loader, pace).catch(() => undefined);
    }
    if (answer === undefined) throw new TypeError('an answer that is current is there');
    const encoding = chooseEncoding(request.headers['accept-encoding']);
    send(request, reply, answer, answer.form(encoding) ?? (await answer.make(encoding)));
    // What a handler returns after it has sent an answer is that reply, not the body its type tells.
    return reply as never;
  };

  return {
    route: {
      // Answers are kept as they travel.
      compress: false,
      preValidation(request, reply, done) {
        const known = kept.get(request.url);
        const form = known && isCurrent(known) && known.answer.form(chooseEncoding(request.headers['accept-encoding']));
        if (known && form) send(request, reply, known.answer, form);
        else done();
      },
    },
    answerWith,
    answer: async (request, reply, loadBody) =>
      answerWith(request, reply, async () => answerOf(String(reply.serialize(await loadBody())))),
  };
}
