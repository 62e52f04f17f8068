import { type ClientHttp2Stream, constants, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http2';
import { Code, ConnectError } from '@connectrpc/connect';
import { createOpener } from './envelope.ts';
import { type AnswerHeaders, closedWith, endOf, notAnswered, tellsEnd } from './status.ts';

/** Where calls are sent: the connections to a service. */
export type Sessions = {
  /** Of one of its addresses, for the log. */
  origin: string;
  request(method: 'POST', path: string, headers: OutgoingHttpHeaders): Promise<ClientHttp2Stream>;
  /** Told whenever something arrives on a stream. */
  heard(stream: ClientHttp2Stream): void;
};

/** A call that is made. */
export type ClientCall = {
  /** Waits until the server has begun to answer. Rejects when the call ends before, other than well. */
  answered(): Promise<void>;
  /** The next message; undefined when the call has ended well. Rejects with how it ended otherwise. */
  next(): Promise<Uint8Array | undefined>;
  /** Ends the call; the server is told. Nothing once it has ended. */
  cancel(): void;
  header(): AnswerHeaders;
  trailer(): IncomingHttpHeaders;
};

/** How a call is made. */
export type ClientCallOptions = {
  path: string;
  headers: OutgoingHttpHeaders;
  /** The request in its envelope. */
  envelope: Buffer;
  signal: AbortSignal | undefined;
  /** No more than so many milliseconds, those until there is a connection included. */
  timeoutMs: number | undefined;
  /** Of one message. */
  maxBytes: number;
};

// So many messages that nobody has asked for yet, and no more is read.
const MOST_AHEAD = 16;

/** Sends a request of one message and reads what it is answered with. */
export function startCall(sessions: Sessions, options: ClientCallOptions): ClientCall {
  const { path, headers, envelope, signal, timeoutMs, maxBytes } = options;
  const opener = createOpener(maxBytes);
  const arrived: Uint8Array[] = [];
  let header: AnswerHeaders = {};
  let trailer: IncomingHttpHeaders = {};
  let stream: ClientHttp2Stream | undefined;
  let ended = false;
  let failure: ConnectError | undefined;
  let wake: () => void = () => {};

  const timer =
    timeoutMs === undefined
      ? undefined
      : setTimeout(() => abandon(new ConnectError('the operation timed out', Code.DeadlineExceeded)), timeoutMs);
  const aborted = () => abandon(ConnectError.from(signal?.reason, Code.Canceled));

  function end(error?: ConnectError): void {
    if (ended) return;
    ended = true;
    failure = error;
    clearTimeout(timer);
    signal?.removeEventListener('abort', aborted);
    wake();
  }

  function abandon(error: ConnectError): void {
    if (ended) return;
    end(error);
    stream?.close(constants.NGHTTP2_CANCEL);
    // What has come already is thrown away: a stream with something to read does not close.
    stream?.resume();
  }

  function listen(to: ClientHttp2Stream): void {
    // It is not known by the stream once that has ended.
    const { session } = to;

    /** Ends a call whose stream ended without a status, when it is known what has become of its connection. */
    function breakOff(cause?: unknown): void {
      if (ended) return;
      setImmediate(() => {
        // With its connection Node closes a stream as if somebody had cancelled it.
        if (!ended) end(closedWith(session?.destroyed || session?.closed ? undefined : to.rstCode, cause));
      });
    }

    to.on('response', (headers) => {
      header = headers;
      const failure = notAnswered(header);
      if (failure) abandon(failure);
      wake();
    });
    to.on('trailers', (headers) => {
      trailer = headers;
    });
    to.on('data', (bytes: Buffer) => {
      sessions.heard(to);
      if (ended) return;
      try {
        arrived.push(...opener.open(bytes));
      } catch (error) {
        abandon(ConnectError.from(error));
      }
      if (!ended && arrived.length > MOST_AHEAD) to.pause();
      wake();
    });
    to.on('end', () => {
      if (!tellsEnd(trailer) && !tellsEnd(header)) breakOff();
      else if (opener.isInside()) end(new ConnectError('the answer ended in a message', Code.Internal));
      else end(endOf(header, trailer));
    });
    to.on('error', breakOff);
    to.on('close', () => breakOff());
  }

  async function send(): Promise<void> {
    const opened = await sessions.request('POST', path, headers);
    // Also of one that nobody waits for any more: what it fails with is heard.
    listen(opened);
    stream = opened;
    if (ended) opened.close(constants.NGHTTP2_CANCEL);
    else opened.end(envelope);
  }

  if (signal?.aborted) aborted();
  else {
    signal?.addEventListener('abort', aborted);
    send().catch((error) => end(ConnectError.from(error)));
  }

  const somethingHappens = () =>
    new Promise<void>((resolve) => {
      wake = resolve;
    });

  return {
    async answered() {
      while (!ended && header[':status'] === undefined) await somethingHappens();
      if (failure && arrived.length === 0) throw failure;
    },
    async next() {
      for (;;) {
        const message = arrived.shift();
        if (message) return message;
        if (failure) throw failure;
        if (ended) return undefined;
        if (stream?.isPaused()) stream.resume();
        await somethingHappens();
      }
    },
    cancel() {
      if (!ended) abandon(new ConnectError('the call was given up', Code.Canceled));
    },
    header: () => header,
    trailer: () => trailer,
  };
}
