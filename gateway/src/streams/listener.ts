import type { ServerResponse } from 'node:http';
import { HEARTBEAT } from './frames.ts';

/** Somebody who follows a stream. */
export type Listener = {
  /** Sends text, or bytes that several listeners share. One that does not keep up is cut off, and comes back by itself. */
  send(text: string | Buffer): void;
  /** Sends what waits, and ends the stream. */
  end(): void;
  isOver(): boolean;
  /** Calls back once it is over. */
  whenOver(done: () => void): void;
};

/** Settings of a listener. */
export type ListenerOptions = {
  heartbeatMs: number;
  /** What may wait for a slow client: more than the largest seat map. */
  maxWaitingBytes?: number;
};

const MAX_WAITING_BYTES = 1024 * 1024;
// What a slow client gets of the rest once its stream has ended.
const LAST_WORDS_MS = 1000;

/** Follows an answer whose head is sent. Its end is the end of its connection. */
export function createListener(
  response: ServerResponse,
  { heartbeatMs, maxWaitingBytes = MAX_WAITING_BYTES }: ListenerOptions,
): Listener {
  let waited = 0;
  const isOver = () => response.destroyed || response.writableEnded;
  const whenOver = (done: () => void) => {
    if (response.destroyed) done();
    else response.once('close', done);
  };

  /** Nothing got through since the last heartbeat: nobody is there any more. */
  function isStuck(): boolean {
    const waits = response.writableLength;
    const stuck = waited > 0 && waits >= waited;
    waited = waits;
    return stuck;
  }

  function send(text: string | Buffer): void {
    if (isOver() || text.length === 0) return;
    if (response.writableLength > maxWaitingBytes) response.destroy();
    else response.write(text);
  }

  const heart = setInterval(() => {
    if (isStuck()) response.destroy();
    else send(HEARTBEAT);
  }, heartbeatMs).unref();
  whenOver(() => clearInterval(heart));
  // A connection that breaks while it is written to: `close` tells.
  response.on('error', () => undefined);

  return {
    send,
    end() {
      if (isOver()) return;
      clearInterval(heart);
      const cut = setTimeout(() => response.destroy(), LAST_WORDS_MS).unref();
      whenOver(() => clearTimeout(cut));
      response.end();
    },
    isOver,
    whenOver,
  };
}
