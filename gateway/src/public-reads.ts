import type { FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { type Answer, answerOf, type Form } from './answer.ts';
import { chooseEncoding, type Encoding } from './encodings.ts';
import { createToldStates, type Together } from './told-states.ts';

/**
 * How soon a kept answer is made anew, in milliseconds: after `pause`, and at most `longest` while it stays the same.
 * Those that are made `together` are only when their state is another one.
 */
export type Pace = { pause: number; longest: number; together?: Together };

/** The answers of public GETs. */
export type PublicReads = {
  /** Options of a route that is a public read: its answers are kept as they travel. */
  route: { compress: false };
  /** Answers a public GET with what `load` resolves to, with `ETag`, or 304 when the client has it already. */
  answer<Body extends Record<string, unknown>>(
    request: FastifyRequest,
    reply: FastifyReply,
    load: () => Promise<Body>,
    pace?: Pace,
  ): Promise<Body>;
  /** The same for answers that are made by other means than the route's schema. */
  answerWith(request: FastifyRequest, reply: FastifyReply, load: () => Promise<Answer>, pace?: Pace): Promise<never>;
  /**
   * The answer to a URL that was asked for before, made anew when it is too old; undefined when its route must be asked.
   */
  ready(url: string, acceptEncoding: string | undefined): Ready | Promise<Ready | undefined> | undefined;
  /** Has the answer to a URL made anew for whoever asks next. */
  outdate(url: string): void;
};

/** A kept answer in the form that is wanted, and the route it is an answer of. */
export type Ready = { route: string; etag: string; form: Form };

/** How an answer is made: it must hold on to nothing of the request that asked for it first. */
type Source = { url: string; route: string; pace: Pace; load: () => Promise<Answer> };

/** `state` is what was known of its state before it was made. */
type Kept = {
  source: Source;
  answer: Answer;
  state: string | undefined;
  loadedAt: number;
  pause: number;
  isRefreshing: boolean;
};

const MAX_ANSWERS = 10_000;
const MAX_BYTES = 128 * 1024 * 1024;
// A body and its compressed forms, and what else there is to an answer.
const COPIES = 2;
const OVERHEAD = 1000;
const PACE: Pace = { pause: 250, longest: 250 };
/** Of answers that are made in calls which many share. */
export const SHARED_PACE = { pause: 450, longest: 450 };
// With the quarter of a second that inventory's counts may be old, less than the second that a public read may lag.
const MAX_AGE_MS = 700;
const SLOWER = 1.5;
// Made anew at once without asking a route, which has a rate limit; and of those that are made together.
const MAX_RENEWALS = 200;
const MAX_SHARED_RENEWALS = 2000;
// An answer that somebody asked for so lately is made anew before it is too old, so that the next one need not wait.
const WANTED_MS = 1000;
// One more of those that are made together costs next to nothing.
const SHARED_WANTED_MS = 3000;
// Made anew with those that are due although it was made less long ago, so that they all become due together.
const COMPANION_MS = 100;
const AHEAD_MS = 300;
const LOOK_MS = 50;
// An answer that is dear to make is made less often: a third of the time belongs to others.
const OF_TIME_TAKEN = 1.5;

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
 * costs its services no more than one client. What was asked for within a second is made anew before it is too old, so that
 * a crowd that looks at many events does not wait either; what can be made together is made anew all at once, and not at all
 * while it is told to be as it was.
 */
export function createPublicReads({ maxAgeMs = MAX_AGE_MS, maxBytes = MAX_BYTES } = {}): PublicReads {
  const kept = new LRUCache<string, Kept>({
    max: MAX_ANSWERS,
    maxSize: maxBytes,
    sizeCalculation: ({ answer }) => COPIES * answer.bytes + OVERHEAD,
  });
  const loading = new Map<string, Promise<Answer>>();
  // Answers by what they were made of: what stays the same object is not made into an answer again.
  const made = new WeakMap<object, Answer>();
  const states = createToldStates(maxAgeMs);
  let loadingAlone = 0;
  // When each URL was asked for last.
  const wanted = new Map<string, number>();
  let isLooking = false;

  async function load(source: Source): Promise<Answer> {
    const { url, pace } = source;
    if (!pace.together) loadingAlone += 1;
    const before = kept.get(url);
    const state = pace.together && states.last(pace.together);
    const loadedAt = performance.now();
    try {
      const answer = await source.load();
      // What is asked for is ready before it takes the place of the one before, so that nobody waits for it.
      for (const encoding of before?.answer.encodings() ?? []) await answer.make(encoding);
      const isSame = before?.answer.etag === answer.etag && before.answer.grade === answer.grade;
      const took = performance.now() - loadedAt;
      const next = isSame ? Math.min(before.pause * SLOWER, pace.longest) : pace.pause;
      const pause = Math.max(next, OF_TIME_TAKEN * took);
      kept.set(url, { source, answer: isSame ? before.answer : answer, state, loadedAt, pause, isRefreshing: false });
      return answer;
    } catch (error) {
      // What is not there any more, or not to be had, must not be shown on.
      kept.delete(url);
      throw error;
    } finally {
      loading.delete(url);
      if (!pace.together) loadingAlone -= 1;
    }
  }

  function loadOnce(source: Source): Promise<Answer> {
    const answer = loading.get(source.url) ?? load(source);
    loading.set(source.url, answer);
    return answer;
  }

  /** When an answer was as it is, as far as is known: one whose state has been told again is as good as new. */
  function freshAt({ source, state, loadedAt }: Kept): number {
    const { together } = source.pace;
    if (together === undefined || state === undefined) return loadedAt;
    return Math.max(loadedAt, states.wasAt(together, state) ?? loadedAt);
  }

  /** What is wanted and so old; what is wanted no more is forgotten. */
  function wantedOf(age: number, now: number): Kept[] {
    const found: Kept[] = [];
    for (const [url, at] of wanted) {
      const known = kept.peek(url);
      const wantedMs = known?.source.pace.together ? SHARED_WANTED_MS : WANTED_MS;
      if (known === undefined || now - at > wantedMs) wanted.delete(url);
      else if (!known.isRefreshing && now - freshAt(known) > age) found.push(known);
    }
    return found;
  }

  /** Makes anew what is wanted and will soon be too old, and with it what can be made together with it. */
  function renewWanted(): void {
    const now = performance.now();
    const dueAge = maxAgeMs - AHEAD_MS;
    const isDue = (known: Kept) => now - freshAt(known) > dueAge;
    const groups = Map.groupBy(wantedOf(dueAge - COMPANION_MS, now), ({ source }) => source.pace.together);
    for (const [together, group] of groups) {
      if (together && group.some(isDue)) void renewTogether(together, group);
      if (together) continue;
      for (const known of group.filter(isDue)) if (loadingAlone < MAX_RENEWALS) refresh(known);
    }
  }

  /** Makes anew those of a group whose state is not known to be as it was. */
  async function renewTogether(together: Together, group: Kept[]): Promise<void> {
    if (states.isAsking(together)) return;
    const now = performance.now();
    await states.ask(together);
    const changed = group.filter((known) => !known.isRefreshing && freshAt(known) < now);
    for (const known of changed.slice(0, MAX_SHARED_RENEWALS)) refresh(known);
  }

  function look(): void {
    isLooking = false;
    renewWanted();
    if (wanted.size > 0) lookAgain();
  }

  function lookAgain(): void {
    if (!isLooking) setTimeout(look, LOOK_MS).unref();
    isLooking = true;
  }

  function want(url: string): void {
    wanted.set(url, performance.now());
    lookAgain();
  }

  function refresh(known: Kept): void {
    known.isRefreshing = true;
    // Whoever asks next is told why.
    loadOnce(known.source).catch(() => undefined);
  }

  function isCurrent(known: Kept): boolean {
    const age = performance.now() - freshAt(known);
    return age < (known.isRefreshing ? maxAgeMs : Math.min(known.pause, maxAgeMs));
  }

  /** The kept answer, or undefined when it is too old to be shown; it is made anew in time. */
  function current(known: Kept | undefined): Answer | undefined {
    if (known === undefined || performance.now() - freshAt(known) >= maxAgeMs) return undefined;
    if (isCurrent(known)) return known.answer;
    const { together } = known.source.pace;
    // The look at those that are wanted is late: each of them would be made anew for itself.
    if (together === undefined) refresh(known);
    else if (!states.isAsking(together)) renewWanted();
    return known.answer;
  }

  async function renew(source: Source, encoding: Encoding): Promise<Ready | undefined> {
    try {
      const answer = await loadOnce(source);
      return { route: source.route, etag: answer.etag, form: await answer.make(encoding) };
    } catch {
      // Its route tells why.
      return undefined;
    }
  }

  const answerWith: PublicReads['answerWith'] = async (request, reply, makeAnswer, pace = PACE) => {
    const { url, routeOptions } = request;
    const source = { url, route: routeOptions.url ?? url, pace, load: makeAnswer };
    want(url);
    const answer = current(kept.get(url)) ?? (await loadOnce(source));
    const encoding = chooseEncoding(request.headers['accept-encoding']);
    send(request, reply, answer, await answer.make(encoding));
    // What a handler returns after it has sent an answer is that reply, not the body its type tells.
    return reply as never;
  };

  return {
    route: { compress: false },
    ready(url, acceptEncoding) {
      const known = kept.get(url);
      if (known === undefined) return undefined;
      want(url);
      const encoding = chooseEncoding(acceptEncoding);
      const answer = current(known);
      const form = answer?.form(encoding);
      if (answer && form) return { route: known.source.route, etag: answer.etag, form };
      return loadingAlone < MAX_RENEWALS ? renew(known.source, encoding) : undefined;
    },
    outdate: (url) => void kept.delete(url),
    answerWith,
    answer(request, reply, loadBody, pace) {
      const serialize = reply.getSerializationFunction('200');
      if (serialize === undefined) throw new TypeError('a public read has a schema of its answer');
      const makeAnswer = async () => {
        const body = await loadBody();
        const answer = made.get(body) ?? answerOf(serialize(body));
        made.set(body, answer);
        return answer;
      };
      return answerWith(request, reply, makeAnswer, pace);
    },
  };
}
