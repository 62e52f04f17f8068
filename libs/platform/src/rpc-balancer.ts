import { AsyncLocalStorage } from 'node:async_hooks';
import type { ClientHttp2Stream } from 'node:http2';
import { Code, ConnectError } from '@connectrpc/connect';
import type { Sessions } from './grpc/client-call.ts';
import { openSession, type Session, type SessionEnd, SilentError } from './rpc-session.ts';

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1000;
const SETTLED_MS = 1000;
const GOODBYES = 3;

/** An address with its session, which is opened when it is wanted. */
function createAddress(url: string) {
  let session: Session | undefined;
  let opening: Promise<unknown> | undefined;
  let failures = 0;
  let pausedUntil = 0;
  let isSilent = false;

  function pause(): void {
    pausedUntil = performance.now() + Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS);
    failures += 1;
  }

  async function open(): Promise<void> {
    const openedAt = performance.now();
    const ended = ({ goaway }: SessionEnd) => {
      if (performance.now() - openedAt > SETTLED_MS) failures = 0;
      // Sent away by a process that ends: the next one may be there already. Time and again, it is no process that ends.
      else if (goaway && failures < GOODBYES) failures += 1;
      else pause();
    };
    try {
      session = await openSession(url, ended);
      isSilent = false;
    } catch (error) {
      pause();
      isSilent = error instanceof SilentError;
      throw error;
    } finally {
      opening = undefined;
    }
  }

  return {
    session: () => (session?.usable() ? session : undefined),
    /**
     * Opens the session; nothing while it pauses after a failure. When there is no other way a pause counts only for an
     * address that says nothing: one that refuses costs no time, and may be back any moment.
     */
    reach(isLastResort: boolean): Promise<unknown> | undefined {
      const pauses = performance.now() < pausedUntil && (isSilent || !isLastResort);
      if (opening === undefined && pauses) return undefined;
      opening ??= open();
      return opening;
    },
  };
}

/** One try of a call: tells, once it has failed, whether the server surely did nothing for it. */
export type Attempt = { refused(): boolean };

/** The attempt that is under way, for `balance` to fill in. */
export const attempts = new AsyncLocalStorage<Attempt>();

/**
 * Spreads calls round robin over the addresses of a service, each with one long-lived session. An address that is down is
 * left out and tried again in the background, after 50 ms at first, a second at most; one that hangs gets calls only
 * when all do. A call waits for a connection only while there is none at all. Without any, it fails as `unavailable`.
 */
export function balance(urls: readonly string[]): Sessions {
  const addresses = urls.map(createAddress);
  const sessions = new WeakMap<ClientHttp2Stream, Session>();
  let turn = 0;

  function open(isLastResort: boolean): Promise<unknown>[] {
    const missing = addresses.filter((address) => !address.session());
    const opening = missing.flatMap((address) => address.reach(isLastResort) ?? []);
    for (const each of opening) each.catch(() => undefined);
    return opening;
  }

  /** The session whose turn it is, or what to wait for; opens those that are missing. */
  function choose(): Session | Promise<unknown>[] {
    open(false);
    const ready = addresses.flatMap((address) => address.session() ?? []);
    const responsive = ready.filter((session) => session.responsive());
    const candidates = responsive.length > 0 ? responsive : ready;
    turn += 1;
    return candidates[turn % candidates.length] ?? open(true);
  }

  async function firstOf(opening: Promise<unknown>[]): Promise<void> {
    try {
      await Promise.any(opening);
    } catch (error) {
      const reasons = error instanceof AggregateError ? error.errors.map(({ message }) => message) : [];
      const why = reasons.length > 0 ? reasons.join(', ') : 'the last attempts failed';
      throw new ConnectError(`${urls.join(', ')} cannot be reached: ${why}`, Code.Unavailable);
    }
  }

  return {
    origin: new URL(urls[0] ?? '').origin,
    async request(method, path, headers) {
      const attempt = attempts.getStore();
      let chosen = choose();
      for (; Array.isArray(chosen); chosen = choose()) await firstOf(chosen);
      const session = chosen;
      const stream = session.request({ ...headers, ':method': method, ':path': path });
      sessions.set(stream, session);
      if (attempt) attempt.refused = () => session.refused(stream);
      return stream;
    },
    heard: (stream) => sessions.get(stream)?.heard(),
  };
}
