import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  connect,
  constants,
  type OutgoingHttpHeaders,
} from 'node:http2';

/** A long-lived HTTP/2 session to one address. */
export type Session = {
  /** True while new calls may be made on it. */
  usable(): boolean;
  /** False while the server owes an answer to a ping for more than a second: it hangs, or is very busy. */
  responsive(): boolean;
  request(headers: OutgoingHttpHeaders): ClientHttp2Stream;
  /** True when the server surely did nothing for a call that has failed: it was never sent, or refused as a whole. */
  refused(stream: ClientHttp2Stream): boolean;
  /** To be called when something arrived on it. */
  heard(): void;
};

/** How a session ended: on the server's wish (`goaway`), or by a broken connection. */
export type SessionEnd = { goaway: boolean };

// Well below every deadline: a server that accepts the connection and says nothing must not use them up.
const CONNECT_MS = 1500;
const LOOK_MS = 500;
// A call under way that hears nothing for so long makes the session ask whether the server is there at all.
const QUIET_MS = 1000;
const QUIET_IDLE_MS = 5000;
const PATIENCE_MS = 1000;
// A peer that is only busy must not lose its session: calls have deadlines of their own.
const LOST_MS = 20_000;

/** A server that took the connection and said nothing in time. */
export class SilentError extends Error {}

// Only the server's settings show that a process has taken the connection; the kernel accepts it also for one that hangs.
function connected(url: string): Promise<ClientHttp2Session> {
  return new Promise((resolve, reject) => {
    const session = connect(url);
    const timer = setTimeout(() => fail(new SilentError(`${url} said nothing for ${CONNECT_MS} ms`)), CONNECT_MS);
    function fail(error: Error): void {
      clearTimeout(timer);
      reject(error);
      session.destroy();
    }
    session.on('error', fail);
    session.once('close', () => fail(new Error(`${url} closed the connection`)));
    session.once('remoteSettings', () => {
      clearTimeout(timer);
      resolve(session);
    });
  });
}

/** Pings a session that is quiet; answers what tells whether the server responds. */
function watch(session: ClientHttp2Session, busy: () => boolean): Pick<Session, 'responsive' | 'heard'> {
  let heardAt = performance.now();
  let askedAt: number | undefined;
  const heard = () => {
    heardAt = performance.now();
  };
  const waited = () => (askedAt === undefined ? 0 : performance.now() - askedAt);

  function look(): void {
    if (waited() > LOST_MS) session.destroy(new Error('the server does not answer pings'));
    if (askedAt !== undefined || session.destroyed) return;
    if (performance.now() - heardAt < (busy() ? QUIET_MS : QUIET_IDLE_MS)) return;
    askedAt = performance.now();
    session.ping((error) => {
      askedAt = undefined;
      if (error === null) heard();
    });
  }

  const timer = setInterval(look, LOOK_MS).unref();
  session.once('close', () => clearInterval(timer));
  return { heard, responsive: () => waited() < PATIENCE_MS };
}

/**
 * Opens a session and waits until the server has spoken. Throws when it can't be reached, and a `SilentError` when it
 * says nothing for 1.5 seconds. `ended` is called once when the session takes no more calls. It keeps the process alive
 * only while calls are under way.
 */
export async function openSession(url: string, ended: (end: SessionEnd) => void): Promise<Session> {
  const session = await connected(url);
  let open = 0;
  let lastProcessed: number | undefined;
  session.unref();
  session.once('close', () => ended({ goaway: lastProcessed !== undefined }));
  session.on('goaway', (_code: number, lastStreamId: number) => {
    lastProcessed = lastStreamId;
  });
  const { heard, responsive } = watch(session, () => open > 0);
  const answered = new WeakSet<ClientHttp2Stream>();

  return {
    usable: () => lastProcessed === undefined && !session.closed && !session.destroyed,
    responsive,
    heard,
    request(headers) {
      const stream = session.request(headers);
      if (++open === 1) session.ref();
      stream.once('response', () => {
        answered.add(stream);
        heard();
      });
      stream.once('close', () => {
        if (--open === 0) session.unref();
      });
      return stream;
    },
    refused(stream) {
      if (answered.has(stream)) return false;
      if (stream.rstCode === constants.NGHTTP2_REFUSED_STREAM) return true;
      // RFC 9113, 6.8: streams beyond the one that GOAWAY names were not and will not be processed. The code by which Node
      // ends those that it had not sent yet does not tell.
      return lastProcessed !== undefined && (stream.id ?? Number.POSITIVE_INFINITY) > lastProcessed;
    },
  };
}
