import type { Server } from 'node:http';
import type { Log } from '@boxoffice/platform';
import { createTokenVerifier } from './access-token.ts';
import { guardRoutes } from './auth.ts';
import type { Config } from './config.ts';
import { serveDocs } from './docs.ts';
import { createKeySet, type KeySet } from './key-set.ts';
import { measureRequests, metricsRoute, startMetricsServer } from './metrics.ts';
import { describeApi } from './openapi.ts';
import { protect } from './protection.ts';
import { createPublicReads } from './public-reads.ts';
import { createPurchasing } from './purchasing.ts';
import { createReadiness } from './readiness.ts';
import { eventRoutes } from './routes/events.ts';
import { operationRoutes } from './routes/operation.ts';
import { partnerEventRoutes } from './routes/partner-events.ts';
import { partnerTicketRoutes } from './routes/partner-tickets.ts';
import { profileRoutes } from './routes/profile.ts';
import { purchaseRoutes } from './routes/purchases.ts';
import { registrationRoutes } from './routes/registration.ts';
import { salesRoutes } from './routes/sales.ts';
import { sessionRoutes } from './routes/sessions.ts';
import { ticketRoutes } from './routes/tickets.ts';
import { type App, createServer } from './server.ts';
import { createServices, type Services, type Transports } from './services.ts';
import { refuseUnknownRoutes } from './unknown-routes.ts';

export { type Config, loadConfig } from './config.ts';
export type { Transports } from './services.ts';

/** The public REST API, wired. */
export type Gateway = {
  app: App;
  /** Starts to listen; answers its address, for example `http://127.0.0.1:3000`. */
  listen(): Promise<string>;
  /** Refuses new connections, finishes the requests under way, and ends. */
  stop(): Promise<void>;
};

function addRoutes(app: App, services: Services, keySet: KeySet, transports: Transports): void {
  const reads = createPublicReads();
  registrationRoutes(app, services);
  sessionRoutes(app, services);
  profileRoutes(app, services);
  partnerEventRoutes(app, services);
  eventRoutes(app, services, reads);
  partnerTicketRoutes(app, services);
  ticketRoutes(app, services, reads);
  purchaseRoutes(app, services, createPurchasing(services.order));
  salesRoutes(app, services);
  operationRoutes(app, createReadiness(transports), keySet);
}

/** Wires the gateway to its services; it listens only when told to. */
export async function createGateway(
  config: Config,
  { log, clients }: { log: Log; clients: Transports },
): Promise<Gateway> {
  const services = createServices(clients);
  const keySet = createKeySet(services.identity);
  const app = createServer(config, log);
  const metrics = measureRequests(app);
  await protect(app, config);
  refuseUnknownRoutes(app);
  guardRoutes(app, createTokenVerifier(keySet, config));
  await describeApi(app);
  addRoutes(app, services, keySet, clients);
  if (config.metricsPort === undefined) metricsRoute(app, metrics);
  await serveDocs(app);
  await app.ready();

  let metricsServer: Server | undefined;
  return {
    app,
    async listen() {
      const { host, port, metricsPort } = config;
      if (metricsPort !== undefined) metricsServer = await startMetricsServer(metrics, host, metricsPort);
      return app.listen({ host, port });
    },
    async stop() {
      await app.close();
      metricsServer?.close();
    },
  };
}
