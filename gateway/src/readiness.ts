import { Health, HealthCheckResponse_ServingStatus as Serving } from '@boxoffice/contracts/grpc/health';
import { type Client, createClient } from '@connectrpc/connect';
import { LRUCache } from 'lru-cache';
import type { Transports } from './services.ts';

/** Names the services that do not take requests now; none when purchases can be made. */
export type Readiness = () => Promise<string[]>;

const DEADLINE = { timeoutMs: 1000 };
const KEEP_MS = 200;
// A process of a service that is about to end says so: another one may be ready.
const ASKED = 3;

/** Asks each service for its health; an answer is kept for a moment, since anyone may ask. */
export function createReadiness(transports: Transports): Readiness {
  const parts = Object.entries(transports).map(([name, transport]) => ({
    name,
    client: createClient(Health, transport),
  }));

  async function serves(client: Client<typeof Health>): Promise<boolean> {
    for (let asked = 0; asked < ASKED; asked++) {
      const { status } = await client.check({}, DEADLINE).catch(() => ({ status: Serving.UNKNOWN }));
      if (status !== Serving.NOT_SERVING) return status === Serving.SERVING;
    }
    return false;
  }

  async function missing(): Promise<string[]> {
    const states = await Promise.all(parts.map(async ({ name, client }) => ({ name, serving: await serves(client) })));
    return states.filter(({ serving }) => !serving).map(({ name }) => name);
  }

  const answers = new LRUCache<'now', string[]>({ max: 1, ttl: KEEP_MS, ttlResolution: 0, fetchMethod: missing });
  return async () => (await answers.fetch('now')) ?? missing();
}
