import type { OutgoingHttpHeaders, ServerHttp2Stream } from 'node:http2';
import type { ConnectError, HandlerContext } from '@connectrpc/connect';
import { CONTENT_TYPE, fromHeaders, trailersOf } from './status.ts';

/** Sends what a call is answered with. Nothing is sent to a caller who is gone. */
export type Reply = {
  /** False once the caller is gone or has been told how the call ended. */
  isOpen(): boolean;
  /** Sends a message in its envelope; waits while the caller takes none. */
  send(envelope: Buffer): Promise<void>;
  /** Tells how the call has ended, with its last message. */
  end(error?: ConnectError, last?: Buffer): void;
};

function untilDrained(stream: ServerHttp2Stream): Promise<void> {
  return new Promise((resolve) => {
    function done(): void {
      stream.off('drain', done);
      stream.off('close', done);
      resolve();
    }
    stream.on('drain', done);
    stream.on('close', done);
  });
}

/** See `Reply`. */
export function createReply(
  stream: ServerHttp2Stream,
  { responseHeader, responseTrailer }: Pick<HandlerContext, 'responseHeader' | 'responseTrailer'>,
): Reply {
  let ended = false;
  const isOpen = () => !ended && !stream.destroyed && !stream.closed;
  const head = (): OutgoingHttpHeaders => ({
    ':status': 200,
    'content-type': CONTENT_TYPE,
    ...fromHeaders(responseHeader),
  });

  function begin(): void {
    if (!stream.headersSent) stream.respond(head(), { waitForTrailers: true });
  }

  return {
    isOpen,
    async send(envelope) {
      if (!isOpen()) return;
      begin();
      if (!stream.write(envelope)) await untilDrained(stream);
    },
    end(error, last) {
      if (!isOpen()) return;
      ended = true;
      const trailers = { ...trailersOf(error), ...fromHeaders(responseTrailer) };
      if (stream.headersSent || last) {
        begin();
        stream.once('wantTrailers', () => stream.sendTrailers(trailers));
        stream.end(last);
        return;
      }
      stream.respond({ ...head(), ...trailers }, { endStream: true });
    },
  };
}
