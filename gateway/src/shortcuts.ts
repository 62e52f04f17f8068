import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Metrics } from './metrics.ts';
import { securityHeaders } from './security-headers.ts';
import { type App, requestId } from './server.ts';
import { createTurns } from './turns.ts';

/**
 * An answer that needs no route: its headers, but for those that every answer has, as names and values in turn, and its
 * body as a string of bytes (latin1), since Node writes headers and a string at once, but headers and a buffer in two
 * pieces, which takes thrice the time.
 */
export type ShortAnswer = { route: string; status: number; headers: string[]; bytes?: string };

/** What may answer a request before it comes to a route; undefined leaves it to the routes. Must not reject. */
export type Shortcut = (
  request: IncomingMessage,
  response: ServerResponse,
  id: string,
) => ShortAnswer | Promise<ShortAnswer | undefined> | undefined;

/** Headers as names and values in turn, which Node writes as they are. */
export function flatten(headers: Record<string, string>): string[] {
  return Object.entries(headers).flat();
}

/**
 * Asks shortcuts before the framework, whose hooks, loggers and limits make up nearly all of what a request costs that is
 * answered from memory. What is left to the routes goes to them so many requests a turn. `app.inject` goes to the routes.
 */
export function addShortcuts({ server }: App, { counter }: Pick<Metrics, 'counter'>, shortcuts: Shortcut[]): void {
  const routes = server.listeners('request') as RequestListener[];
  const fixed = flatten(securityHeaders());
  const counters = new Map<string, (seconds: number) => void>();
  const turns = createTurns();

  function count({ route, status }: ShortAnswer, method = '', seconds: number): void {
    const kind = `${method} ${status} ${route}`;
    const known = counters.get(kind) ?? counter({ route, method, status });
    counters.set(kind, known);
    known(seconds);
  }

  function write(
    answer: ShortAnswer,
    { method }: IncomingMessage,
    response: ServerResponse,
    id: string,
    begun: number,
  ) {
    response.writeHead(answer.status, fixed.concat(answer.headers, 'x-request-id', id)).end(answer.bytes, 'latin1');
    count(answer, method, (performance.now() - begun) / 1000);
  }

  server.removeAllListeners('request');
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const begun = performance.now();
    const id = requestId(request);
    const go = () =>
      turns(() => {
        for (const route of routes) route(request, response);
      });
    for (const shortcut of shortcuts) {
      const answer = shortcut(request, response, id);
      if (answer === undefined) continue;
      if (answer instanceof Promise) {
        void answer.then((late) => (late ? write(late, request, response, id, begun) : go()));
      } else {
        write(answer, request, response, id, begun);
      }
      return;
    }
    go();
  });
}
