import type { Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '@boxoffice/platform';
import { createTokenVerifier } from './access-token.ts';
import { guardRoutes } from './auth.ts';
import type { Config } from './config.ts';
import { serveDocs } from './docs.ts';
import { createDraining } from './draining.ts';
import { keptAnswers } from './kept-answers.ts';
import { createKeySet, type KeySet } from './key-set.ts';
import { measureRequests, metricsRoute, startMetricsServer } from './metrics.ts';
import { describeApi } from './openapi.ts';
import { protect } from './protection.ts';
import { createPublicReads, type PublicReads } from './public-reads.ts';
import { createPurchasing } from './purchasing.ts';
import { createReadiness, type Readiness } from './readiness.ts';
import { eventRoutes } from './routes/events.ts';
import { operationRoutes } from './routes/operation.ts';
import { partnerEventRoutes } from './routes/partner-events.ts';
import { partnerTicketRoutes } from './routes/partner-tickets.ts';
import { passRoutes } from './routes/passes.ts';
import { paymentProviderRoutes } from './routes/payment-provider.ts';
import { paymentWebhookRoutes } from './routes/payment-webhooks.ts';
import { profileRoutes } from './routes/profile.ts';
import { purchaseRoutes } from './routes/purchases.ts';
import { registrationRoutes } from './routes/registration.ts';
import { salesRoutes } from './routes/sales.ts';
import { salesExportRoutes } from './routes/sales-export.ts';
import { sessionRoutes } from './routes/sessions.ts';
import { streamRoutes } from './routes/streams.ts';
import { ticketRoutes } from './routes/tickets.ts';
import { createSeatMapReads } from './seat-map-reads.ts';
import { type App, createServer } from './server.ts';
import { createServices, type Services, type Transports } from './services.ts';
import { shedPurchases } from './shed-purchases.ts';
import { addShortcuts } from './shortcuts.ts';
import { type Audience, createAudience } from './streams/audience.ts';
import { refuseUnknownRoutes } from './unknown-routes.ts';
import { asksForPage, openWeb, serveWeb } from './web.ts';

export { type Config, loadConfig } from './config.ts';
export type { Transports } from './services.ts';

/** The public REST API, wired. */
export type Gateway = {
  app: App;
  /** Starts to listen; answers its address, for example `http://127.0.0.1:3000`. */
  listen(): Promise<string>;
  /** True when purchases can be made. */
  ready(): Promise<boolean>;
  /**
   * Sends clients to other connections while it still answers. On a socket of its own it says that it is not ready, for
   * `drainDelayMs`; on a given one, which others serve, it takes no more connections and waits until those there are have
   * ended, for at most three seconds.
   */
  drain(): Promise<void>;
  /** Refuses new connections, finishes the requests under way (15 seconds at most), and ends. */
  stop(): Promise<void>;
};

// Connections of a crowd that wait to be taken; beyond it the kernel drops them, and they come again after a second.
const BACKLOG = 4096;
const HANDOVER_MS = 3000;
const FINISH_MS = 15_000;

/** What the routes need besides the services. */
type Parts = {
  keySet: KeySet;
  missing: Readiness;
  reads: PublicReads;
  corsOrigins: readonly string[];
  audience: Audience;
};

function addRoutes(app: App, services: Services, { keySet, missing, reads, corsOrigins, audience }: Parts): void {
  const seatMaps = createSeatMapReads(services.inventory);
  registrationRoutes(app, services);
  sessionRoutes(app, services, corsOrigins);
  profileRoutes(app, services);
  partnerEventRoutes(app, services);
  eventRoutes(app, services, reads);
  partnerTicketRoutes(app, services);
  ticketRoutes(app, services, reads, seatMaps);
  purchaseRoutes(app, services, createPurchasing(services.order));
  passRoutes(app, services);
  paymentProviderRoutes(app, services, reads);
  paymentWebhookRoutes(app, services);
  salesRoutes(app, services);
  salesExportRoutes(app, services);
  streamRoutes(app, services, { audience, reads, seatMaps });
  operationRoutes(app, missing, keySet);
}

const given = (fd: number | undefined) => (fd === undefined ? {} : { fd });

/** Wires the gateway to its services; it listens only when told to. */
export async function createGateway(
  config: Config,
  { log, clients }: { log: Log; clients: Transports },
): Promise<Gateway> {
  const services = createServices(clients);
  const keySet = createKeySet(services.identity);
  const app = createServer(config, log);
  const draining = createDraining(app);
  const missing = createReadiness(clients);
  const metrics = measureRequests(app);
  await protect(app, config);
  const web = openWeb(config.webRoot);
  refuseUnknownRoutes(app, (request) => web !== undefined && asksForPage(request));
  guardRoutes(app, createTokenVerifier(keySet, config));
  await describeApi(app);
  // A given socket is served by another process already when this one ends: the address is as ready as before.
  const isShared = config.listenFd !== undefined;
  const missingHere = async () => (draining.begun() && !isShared ? ['gateway'] : missing());
  const reads = createPublicReads();
  const { corsOrigins, maxStreams: total, maxStreamsPerAddress, rateLimit } = config;
  const audience = createAudience({ total, perAddress: rateLimit ? maxStreamsPerAddress : total });
  addRoutes(app, services, { keySet, missing: missingHere, reads, corsOrigins, audience });
  metrics.show('boxoffice_streams', 'Streams of Server-Sent Events that are open', audience.size);
  if (config.metricsPort === undefined) metricsRoute(app, metrics);
  await serveDocs(app);
  await serveWeb(app, web);
  await app.ready();
  // At this level the framework logs requests: all of them are to be seen.
  const isLogged = log.isLevelEnabled('debug');
  addShortcuts(app, metrics, [shedPurchases(), ...(isLogged ? [] : [keptAnswers(reads, draining, config)])]);

  let metricsServer: Server | undefined;
  return {
    app,
    async listen() {
      const { host, port, listenFd: fd, metricsPort, metricsListenFd } = config;
      if (metricsPort !== undefined) {
        metricsServer = await startMetricsServer(metrics, { host, port: metricsPort, ...given(metricsListenFd) });
      }
      return app.listen({ host, port, backlog: BACKLOG, ...given(fd) });
    },
    ready: async () => (await missing()).length === 0,
    async drain() {
      draining.begin();
      if (!isShared) return sleep(config.drainDelayMs);
      draining.stopListening();
      // After it, so that those who come back come to another process.
      audience.end();
      return draining.untilGone(HANDOVER_MS);
    },
    async stop() {
      draining.begin();
      audience.end();
      await draining.close(FINISH_MS);
      metricsServer?.close();
    },
  };
}
