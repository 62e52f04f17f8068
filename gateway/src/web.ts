import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { HttpError } from './errors.ts';
import type { App } from './server.ts';

/** The web application as it was built. */
export type Web = {
  root: string;
  /** Its page, in which each answer carries a nonce of its own. */
  page(nonce: string): Promise<string>;
};

const NONCE = '__CSP_NONCE__';
const NONCE_BYTES = 16;
// Below these there are no pages of the application, so that a mistake in a script stays a 404 and no HTML.
const NO_PAGES = /^\/(v1|docs|health|metrics|openapi\.json|\.well-known|assets)(\/|$)/;
const FILE_NAME = /\.[^/]*$/;
const YEAR_SECONDS = 31_536_000;

/** Everything comes from here, and styles that the page makes itself carry the nonce of its answer. */
function policy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Opens the build in a folder; undefined when there is none. A newer build in its place is served from then on. */
export function openWeb(root: string | undefined): Web | undefined {
  const file = join(root ?? '', 'index.html');
  if (root === undefined || !existsSync(file)) return undefined;
  let template = '';
  return {
    root,
    async page(nonce) {
      // For a moment there is none, while a build takes the place of another.
      template = await readFile(file, 'utf8').catch(() => template);
      return template.replaceAll(NONCE, nonce);
    },
  };
}

/** Whether a browser asks for a page whose path only the application knows. */
export function asksForPage({ method, url, headers }: Pick<FastifyRequest, 'method' | 'url' | 'headers'>): boolean {
  const [path = ''] = url.split('?', 1);
  const isRead = method === 'GET' || method === 'HEAD';
  return isRead && !NO_PAGES.test(path) && !FILE_NAME.test(path) && (headers.accept ?? '').includes('text/html');
}

async function sendPage(reply: FastifyReply, { page }: Web): Promise<FastifyReply> {
  const nonce = randomBytes(NONCE_BYTES).toString('base64');
  const html = await page(nonce);
  return reply
    .header('content-security-policy', policy(nonce))
    .header('cross-origin-opener-policy', 'same-origin')
    .header('origin-agent-cluster', '?1')
    .header('cache-control', 'no-cache')
    .type('text/html; charset=utf-8')
    .send(html);
}

/** Serves the files of a build as it compressed them. */
async function serveFiles(app: App, { root }: Web): Promise<void> {
  const common = { preCompressed: true, cacheControl: false, decorateReply: false } as const;
  await app.register(fastifyStatic, {
    ...common,
    root: join(root, 'assets'),
    prefix: '/assets/',
    // A hash in the name of an asset changes with its content.
    setHeaders: (reply) => reply.header('cache-control', `public, max-age=${YEAR_SECONDS}, immutable`),
  });
  await app.register(fastifyStatic, {
    ...common,
    root,
    // One route for each file there is, so that everything else is as unknown as it is to the API.
    wildcard: false,
    globIgnore: ['index.html', 'assets/**', '**/*.br', '**/*.gz'],
    setHeaders: (reply) => reply.header('cache-control', 'public, max-age=300'),
  });
}

/** Serves the web application at `/`; without one `/` leads to the reference. Must come after all other routes. */
export async function serveWeb(app: App, web: Web | undefined): Promise<void> {
  const hidden = { schema: { hide: true } };
  if (!web) {
    app.get('/', hidden, async (_request, reply) => reply.redirect('/docs', 302));
    return;
  }
  await serveFiles(app, web);
  app.get('/', hidden, async (_request, reply) => sendPage(reply, web));
  app.setNotFoundHandler(async (request, reply) => {
    // An asset of an older build, for example.
    if (!asksForPage(request)) throw new HttpError(404, 'route_not_found', 'There is nothing at this path.');
    return sendPage(reply, web);
  });
}
