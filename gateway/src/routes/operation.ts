import { DomainError } from '@boxoffice/kernel';
import { Type } from '@fastify/type-provider-typebox';
import type { KeySet } from '../key-set.ts';
import { KeySetBody, presentKeySet } from '../presenters/key-set.ts';
import type { Readiness } from '../readiness.ts';
import type { App } from '../server.ts';

// Probes must get through when everything else is refused.
const config = { rateLimit: false, pressureHandler: () => undefined } as const;
const tags = ['Operation'];

const State = Type.Object({ status: Type.String() });

/** Routes for those who operate the platform, and the keys for those who verify its tokens. */
export function operationRoutes(app: App, missing: Readiness, keySet: KeySet): void {
  const live = { tags, summary: 'Tell whether the process runs', response: { 200: State } };
  app.get('/health/live', { config, schema: live }, async () => ({ status: 'live' }));

  const ready = { tags, summary: 'Tell whether purchases can be made', response: { 200: State } };
  app.get('/health/ready', { config, schema: ready }, async () => {
    const notReady = await missing();
    if (notReady.length === 0) return { status: 'ready' };
    throw new DomainError('unavailable', 'not_ready', `Not ready: ${notReady.join(', ')}.`, { not_ready: notReady });
  });

  const keys = {
    tags,
    summary: 'The keys that verify access tokens (RFC 7517)',
    response: { 200: KeySetBody },
  };
  app.get('/.well-known/jwks.json', { schema: keys }, async (_request, reply) => {
    reply.header('cache-control', 'public, max-age=60');
    return presentKeySet(await keySet.document());
  });
}
