import type { FastifyRequest } from 'fastify';
import { HttpError } from './errors.ts';
import type { App } from './server.ts';

type Known = { pattern: RegExp; methods: Set<string> };

function patternOf(url: string): RegExp {
  const source = url
    .split('/')
    .map((part) => (part.startsWith(':') ? '[^/]+' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
    .join('/');
  return new RegExp(`^${source}$`);
}

/** Answers 404 for paths that do not exist, and 405 for those that do with other methods; `isPage` excepts requests. */
export function refuseUnknownRoutes(app: App, isPage: (request: FastifyRequest) => boolean): void {
  const known = new Map<string, Known>();

  app.addHook('onRoute', ({ url, method }) => {
    const { methods } =
      known.get(url) ?? known.set(url, { pattern: patternOf(url), methods: new Set() }).get(url) ?? {};
    for (const name of [method].flat()) methods?.add(name);
  });

  // Before the body is read: what it holds does not matter here.
  app.addHook('onRequest', async (request, reply) => {
    if (!request.is404 || isPage(request)) return;
    const [path = ''] = request.url.split('?', 1);
    const allowed = [...known.values()].find(({ pattern }) => pattern.test(path))?.methods;
    if (!allowed || allowed.has(request.method)) {
      throw new HttpError(404, 'route_not_found', 'There is nothing at this path.');
    }
    reply.header('allow', [...allowed].join(', '));
    throw new HttpError(405, 'method_not_allowed', `${request.method} is not possible here.`);
  });
}
