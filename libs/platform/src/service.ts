import { setTimeout as sleep } from 'node:timers/promises';
import type { DescService } from '@bufbuild/protobuf';
import type { ConnectRouter } from '@connectrpc/connect';
import { collectDefaultMetrics } from 'prom-client';
import { ConfigError, type ServiceConfig } from './config.ts';
import type { EventBus } from './event-bus.ts';
import { healthRoutes } from './health.ts';
import { runProcess } from './lifecycle.ts';
import { createLog, type Log } from './log.ts';
import { metrics } from './metrics.ts';
import { createNatsBus } from './nats-bus.ts';
import { startRpcServer } from './rpc-server.ts';

/** A service, wired and started: what it answers, and how to stop it. */
export type Service = {
  /** Its protobuf service, for the health check. */
  service: DescService;
  routes(router: ConnectRouter): void;
  /** True when it can answer. */
  ready(): Promise<boolean>;
  /** Ends background work after it is done. Calls must have been drained before. */
  stop(): Promise<void>;
};

/** What surrounds a service. */
export type Surroundings = { log: Log; bus: EventBus };

/** Runs one service as a process of its own: NATS, its wiring, and a server with the gRPC health service. */
export async function runService<Config extends ServiceConfig>(
  name: string,
  loadConfig: () => Config,
  createApp: (config: Config, surroundings: Surroundings) => Promise<Service>,
): Promise<void> {
  const config = loadConfigOrExit(loadConfig);
  const log = createLog(name, config.logLevel);
  collectDefaultMetrics({ register: metrics });
  await runProcess(log, async () => {
    const bus = await createNatsBus(config.natsUrl, log);
    const app = await createApp(config, { log, bus });
    const draining = new AbortController();
    const { host, port, listenFd, drainDelayMs, serviceToken } = config;
    const server = await startRpcServer({
      host,
      port,
      ...(listenFd === undefined ? {} : { fd: listenFd }),
      serviceToken,
      log,
      routes(router) {
        app.routes(router);
        healthRoutes(router, [app.service.typeName], app.ready, draining.signal);
      },
    });
    log.info({ host, port: server.port }, 'ready');
    return {
      ready: app.ready,
      async drain() {
        // Another process serves the same socket: the address is as ready as before.
        if (listenFd !== undefined) return;
        draining.abort();
        await sleep(drainDelayMs ?? 0);
      },
      async stop() {
        draining.abort();
        await server.close();
        await app.stop();
        await bus.close();
      },
    };
  });
}

// A wrong configuration is the operator's business: say all that is wrong with it, without a stack.
function loadConfigOrExit<Config>(loadConfig: () => Config): Config {
  try {
    return loadConfig();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(2);
  }
}
