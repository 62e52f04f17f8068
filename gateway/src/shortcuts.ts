import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Metrics } from './metrics.ts';
import { securityHeaders } from './security-headers.ts';
import { type App, requestId } from './server.ts';

/** An answer that needs no route: its headers, but for those that every answer has, as names and values in turn. */
export type ShortAnswer = { route: string; status: number; headers: string[]; body?: Buffer | string };

/** What may answer a request before it comes to a route; undefined leaves it to the routes. Must take microseconds. */
export type Shortcut = (request: IncomingMessage, response: ServerResponse, id: string) => ShortAnswer | undefined;

/** Headers as names and values in turn, which Node writes as they are. */
export function flatten(headers: Record<string, string>): string[] {
  return Object.entries(headers).flat();
}

/**
 * Asks shortcuts before the framework, whose hooks, loggers and limits make up nearly all of what a request costs that is
 * answered from memory. `app.inject` goes to the routes.
 */
export function addShortcuts({ server }: App, { observe }: Pick<Metrics, 'observe'>, shortcuts: Shortcut[]): void {
  const routes = server.listeners('request') as RequestListener[];
  const fixed = flatten(securityHeaders());
  server.removeAllListeners('request');
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const begun = performance.now();
    const id = requestId(request);
    for (const shortcut of shortcuts) {
      const answer = shortcut(request, response, id);
      if (answer === undefined) continue;
      const { route, status, headers, body } = answer;
      response.writeHead(status, [...fixed, ...headers, 'x-request-id', id]).end(body);
      observe({ route, method: request.method ?? '', status }, (performance.now() - begun) / 1000);
      return;
    }
    for (const route of routes) route(request, response);
  });
}
