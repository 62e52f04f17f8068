import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { chooseFaults, type Fault, type FaultRates } from './faults.ts';

/** A request as it came. */
export type Asked = {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: string;
};

/** An answer; its body is sent as JSON. */
export type Reply = { status: number; body: unknown; headers?: Record<string, string> };

/** What a server that fails on request does. */
export type FaultyServerOptions = {
  /** Does what is asked; undefined leaves the caller without an answer. */
  handle(asked: Asked, signal: AbortSignal): Promise<Reply | undefined>;
  /** Names a request, so that the same faults strike it again with the same seed. */
  nameOf(asked: Asked): string;
  /** The body of a 500 that is a fault. */
  errorBody: unknown;
  faults?: FaultRates | undefined;
};

/** A running server, and its switches. */
export type FaultyServer = {
  /** For example `http://127.0.0.1:43210`. */
  url: string;
  /** Lets the next request whose name holds a text fail, for example `failNext('lost_reply', 'POST /charges')`. */
  failNext(fault: Fault, matching?: string): void;
  /** Lets requests wait unanswered until `resume`; then they are done, wanted or not. */
  pause(): void;
  /** Breaks every connection, without doing what is asked, until `resume`. */
  cutOff(): void;
  /** Ends `pause` and `cutOff`. */
  resume(): void;
  /** Breaks every connection and frees the port. */
  stop(): Promise<void>;
};

const SLOW_MS = 300;

async function read(request: IncomingMessage): Promise<Asked> {
  const { pathname: path, searchParams: query } = new URL(request.url ?? '/', 'http://localhost');
  return { method: request.method ?? '', path, query, headers: request.headers, body: await text(request) };
}

function send(response: ServerResponse, { status, body, headers = {} }: Reply): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

/** Serves HTTP on a free port of 127.0.0.1, with faults as they are chosen. */
export async function startFaultyServer(options: FaultyServerOptions): Promise<FaultyServer> {
  const { handle, nameOf, errorBody, faults } = options;
  const chooser = chooseFaults(faults);
  const stopping = new AbortController();
  const { signal } = stopping;
  let isCutOff = false;
  let paused: PromiseWithResolvers<void> | undefined;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = await read(request);
    await paused?.promise;
    const fault = chooser.choose(nameOf(asked));
    if (isCutOff || signal.aborted || fault === 'lost_request') return void request.socket.destroy();
    if (fault === 'error_before') return send(response, { status: 500, body: errorBody });
    if (fault === 'slow') await sleep(faults?.slowMs ?? SLOW_MS, undefined, { signal });
    if (fault === 'twice') await handle(asked, signal);
    const reply = await handle(asked, signal);
    if (fault === 'lost_reply') return void request.socket.destroy();
    if (fault === 'error_after') return send(response, { status: 500, body: errorBody });
    if (fault !== 'no_reply' && reply) send(response, reply);
  }

  const server = createServer((request, response) => {
    serve(request, response).catch((error) => {
      // The caller left, or the server stops; anything else is a defect of what is served.
      if (!request.socket.destroyed && !signal.aborted) console.error(error);
      request.socket.destroy();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    failNext: chooser.failNext,
    pause() {
      paused ??= Promise.withResolvers<void>();
    },
    cutOff() {
      isCutOff = true;
      server.closeAllConnections();
    },
    resume() {
      isCutOff = false;
      paused?.resolve();
      paused = undefined;
    },
    async stop() {
      stopping.abort();
      paused?.resolve();
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
