import { createLog, healthRoutes, type Log, networkTransport, type Service, startRpcServer } from '@boxoffice/platform';
import type { Transport } from '@connectrpc/connect';

/** The secret by which services know each other in tests. */
export const SERVICE_TOKEN = 'a-service-token-for-tests-only-0123456789';

/** A log that shows nothing below errors. */
export const quietLog: Log = createLog('test', process.env.TEST_LOG ?? 'fatal');

/** A service on a free port: called by `transport` over real gRPC. */
export type ServedService = { transport: Transport; baseUrl: string; close(): Promise<void> };

/** Serves a service over real gRPC on a free port, with the health service; `close` ends the server and the service. */
export async function serve(service: Service): Promise<ServedService> {
  const server = await startRpcServer({
    host: '127.0.0.1',
    port: 0,
    serviceToken: SERVICE_TOKEN,
    log: quietLog,
    routes(router) {
      service.routes(router);
      healthRoutes(router, [service.service.typeName], service.ready);
    },
  });
  const baseUrl = `http://127.0.0.1:${server.port}`;
  return {
    transport: networkTransport(baseUrl, SERVICE_TOKEN),
    baseUrl,
    async close() {
      await server.close();
      await service.stop();
    },
  };
}
