import { DomainError } from '@boxoffice/kernel';
import compress from '@fastify/compress';
import cors from '@fastify/cors';
import rateLimit from '@fastify/rate-limit';
import underPressure from '@fastify/under-pressure';
import { callerOf } from './auth.ts';
import type { Config } from './config.ts';
import { addSecurityHeaders } from './security-headers.ts';
import type { App } from './server.ts';

const MAX_EVENT_LOOP_DELAY_MS = 2000;
// Longer than the delay it looks for: an interval without any sample counts as endless.
const SAMPLE_INTERVAL_MS = 2500;
const START_MS = 10_000;
const REQUESTS_PER_MINUTE = 6000;
const MAX_CALLERS = 20_000;
const COMPRESS_FROM_BYTES = 1024;

const EXPOSED = [
  'ETag',
  'Idempotent-Replayed',
  'Location',
  'RateLimit-Limit',
  'RateLimit-Remaining',
  'RateLimit-Reset',
  'Retry-After',
  'X-Request-Id',
];

/** Refuses requests while the event loop lags. */
async function watchEventLoop(app: App): Promise<void> {
  const startedAt = performance.now();
  await app.register(underPressure, {
    maxEventLoopDelay: MAX_EVENT_LOOP_DELAY_MS,
    sampleInterval: SAMPLE_INTERVAL_MS,
    async pressureHandler() {
      // The start itself makes the event loop lag, which tells nothing of the load.
      if (performance.now() - startedAt < START_MS) return;
      throw new DomainError('unavailable', 'overloaded', 'Too many requests are under way; try again shortly.');
    },
  });
}

async function limitRates(app: App): Promise<void> {
  await app.register(rateLimit, {
    max: REQUESTS_PER_MINUTE,
    timeWindow: 60_000,
    cache: MAX_CALLERS,
    enableDraftSpec: true,
    keyGenerator: callerOf,
    errorResponseBuilder: () => new DomainError('rate_limited', 'rate_limited', 'Too many requests; slow down.'),
  });
}

/** Registers what stands between the routes and the world. Must run before routes are added. */
export async function protect(app: App, config: Pick<Config, 'corsOrigins' | 'rateLimit'>): Promise<void> {
  await watchEventLoop(app);
  addSecurityHeaders(app);
  if (config.corsOrigins.length > 0) {
    await app.register(cors, {
      origin: config.corsOrigins,
      methods: ['GET', 'HEAD', 'POST', 'PATCH', 'DELETE'],
      exposedHeaders: EXPOSED,
      credentials: true,
      maxAge: 600,
    });
  }
  // Requests are small: what is not plain JSON is refused.
  await app.register(compress, { threshold: COMPRESS_FROM_BYTES, globalDecompression: false });
  if (config.rateLimit) await limitRates(app);
}
