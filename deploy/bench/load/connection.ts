import { Client, type Dispatcher } from 'undici';
import type { Outgoing } from './sources/source.ts';

/** One answer: its status (0 when none came), the beginning of its body and the size of all of it. */
export type Answered = (status: number, start: Buffer, bytes: number, error: Error | null) => void;

/** One connection that is kept, with one request under way at a time. */
export type Connection = {
  send(request: Outgoing, answered: Answered): void;
  close(): Promise<void>;
};

const NOTHING = Buffer.alloc(0);
const IDLE_MS = 120_000;
const PATIENCE_MS = 60_000;

/** Opens a connection with the first request. `dispatch` takes a fifth less CPU time than undici's `request`. */
export function openConnection(origin: string): Connection {
  const client = new Client(origin, {
    pipelining: 1,
    keepAliveTimeout: IDLE_MS,
    keepAliveMaxTimeout: IDLE_MS,
    headersTimeout: PATIENCE_MS,
    bodyTimeout: PATIENCE_MS,
  });
  let tell: Answered = () => undefined;
  let status = 0;
  let bytes = 0;
  let start: Buffer = NOTHING;

  const handler: Dispatcher.DispatchHandler = {
    onRequestStart() {
      [status, bytes, start] = [0, 0, NOTHING];
    },
    onResponseStart(_controller, code) {
      status = code;
    },
    onResponseData(_controller, chunk) {
      if (bytes === 0) start = chunk;
      bytes += chunk.length;
    },
    onResponseEnd() {
      tell(status, start, bytes, null);
    },
    onResponseError(_controller, error) {
      tell(0, NOTHING, 0, error);
    },
  };

  return {
    send(request, answered) {
      tell = answered;
      client.dispatch(request, handler);
    },
    close: () => client.close(),
  };
}
