import { createBackoff } from './backoff.ts';
import { authorizedFetch } from './client.ts';
import { createEventStreamReader, type StreamEvent } from './event-stream.ts';
import { followVisibility } from './visibility.ts';

export type { StreamEvent } from './event-stream.ts';

/** What a listener wants to hear. */
export type StreamOptions = {
  onEvent(event: StreamEvent): void;
  /** `open` when the server answers, `lost` when it does not any more; it connects again by itself. */
  onState(state: 'open' | 'lost'): void;
  /** True to send the access token. */
  authorized?: boolean;
  lastEventId?: string;
};

// Two heartbeats and a half: a connection that is silent for longer is dead, whatever the network says.
const SILENCE_MS = 40_000;

class SilentStreamError extends Error {}

/** A piece of the stream, or an error when none comes in time. */
async function nextPiece(reader: ReadableStreamDefaultReader<string>): Promise<string | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new SilentStreamError()), SILENCE_MS);
  });
  try {
    const { done, value } = await Promise.race([reader.read(), silence]);
    return done ? undefined : value;
  } finally {
    clearTimeout(timer);
  }
}

/** A wait that `hurry` ends, as when the network is back. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      window.removeEventListener('online', end);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    window.addEventListener('online', end);
    signal.addEventListener('abort', end);
  });
}

function retryAfterMs(response: Response | undefined): number {
  return Number(response?.headers.get('retry-after') ?? 0) * 1000 || 0;
}

/**
 * Follows a stream of Server-Sent Events, and connects again with the last id whenever it breaks, until the answer is
 * called. By `fetch` and not `EventSource`, which can send no token. A page that nobody looks at gives its connection up
 * after a while, since a browser has six for a server, and goes on from the last id when it is looked at again.
 */
export function openStream(url: string, options: StreamOptions): () => void {
  const events = createEventStreamReader(options.lastEventId);
  const backoff = createBackoff();
  const stopped = new AbortController();
  let connection = new AbortController();
  let isStanding = false;

  function tell(isOpen: boolean): void {
    if (isOpen === isStanding || stopped.signal.aborted) return;
    isStanding = isOpen;
    options.onState(isOpen ? 'open' : 'lost');
  }

  /** A listener's own mistake is no reason to connect again. */
  function deliver(event: StreamEvent): void {
    try {
      options.onEvent(event);
    } catch (error) {
      reportError(error);
    }
  }

  async function listen(response: Response): Promise<void> {
    if (!response.ok || !response.body) return;
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    backoff.reset();
    tell(true);
    for (;;) {
      const piece = await nextPiece(reader);
      if (piece === undefined || stopped.signal.aborted) return;
      for (const event of events.read(piece)) deliver(event);
      const wish = events.retry();
      if (wish !== undefined) backoff.base(wish);
    }
  }

  async function connect(): Promise<Response | undefined> {
    connection = new AbortController();
    const headers = new Headers({ accept: 'text/event-stream' });
    if (events.lastId() !== '') headers.set('last-event-id', events.lastId());
    const request = new Request(url, { headers, cache: 'no-store', signal: connection.signal });
    try {
      const response = await (options.authorized ? authorizedFetch(request) : fetch(request));
      await listen(response);
      return response;
    } catch {
      // Lost or given up: the next connection tells.
      return undefined;
    } finally {
      connection.abort();
    }
  }

  const visibility = followVisibility(() => connection.abort());
  stopped.signal.addEventListener('abort', () => connection.abort());

  async function follow(): Promise<void> {
    while (!stopped.signal.aborted) {
      const response = await connect();
      if (stopped.signal.aborted) return;
      if (visibility.isAway()) {
        await visibility.untilBack(stopped.signal);
        continue;
      }
      tell(false);
      await pause(backoff.next(retryAfterMs(response)), stopped.signal);
    }
  }

  void follow();
  return () => {
    visibility.stop();
    stopped.abort();
  };
}
