import { createServer, type Server } from 'node:http';
import { type ListenAddress, listen, metrics as serviceMetrics } from '@boxoffice/platform';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { App } from './server.ts';

/** Figures of this process for Prometheus. */
export type Metrics = {
  text(): Promise<string>;
  contentType: string;
  /** Counts requests of one kind that are answered before they come to a route; to be kept, since it is dear to make. */
  counter(answered: { route: string; method: string; status: number }): (seconds: number) => void;
  /** Shows a figure that is looked at when it is asked for. */
  show(name: string, help: string, look: () => number): void;
};

/** Counts every request by route, method and status. */
export function measureRequests(app: App): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the first byte of a request to the last one of its answer',
    labelNames: ['route', 'method', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [registry],
  });
  app.addHook('onResponse', (request, reply, done) => {
    // Never the path itself: it would make a new time series for every id.
    const route = request.routeOptions.url ?? 'unknown';
    durations.observe({ route, method: request.method, status: reply.statusCode }, reply.elapsedTime / 1000);
    done();
  });
  // With the services in the same process their figures are here too.
  const all = Registry.merge([registry, serviceMetrics]);
  return {
    text: () => all.metrics(),
    contentType: all.contentType,
    counter(answered) {
      const child = durations.labels(answered);
      return (seconds) => child.observe(seconds);
    },
    show(name, help, look) {
      new Gauge({
        name,
        help,
        registers: [registry],
        collect() {
          this.set(look());
        },
      });
    },
  };
}

/** Serves `/metrics` on the main port. */
export function metricsRoute(app: App, { text, contentType }: Metrics): void {
  app.get('/metrics', { config: { rateLimit: false }, schema: { hide: true } }, async (_request, reply) =>
    reply.type(contentType).send(await text()),
  );
}

/** Serves `/metrics` on a port of its own. */
export async function startMetricsServer({ text, contentType }: Metrics, address: ListenAddress): Promise<Server> {
  const server = createServer(async (request, response) => {
    if (request.url !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-type': contentType }).end(await text());
  });
  await listen(server, address);
  return server;
}
