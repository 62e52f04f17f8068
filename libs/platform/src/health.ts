import { Health, HealthCheckResponse_ServingStatus as Serving } from '@boxoffice/contracts/grpc/health';
import { Code, ConnectError, type ConnectRouter } from '@connectrpc/connect';

const WATCH_MS = 1000;

const sleep = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });

/**
 * Answers the standard gRPC health service for the whole server and for each of its services. Once `draining` is aborted
 * they are not serving, and those who watch are told so and end.
 */
export function healthRoutes(
  router: ConnectRouter,
  services: readonly string[],
  ready: () => Promise<boolean>,
  draining = new AbortController().signal,
): void {
  const status = async () => (!draining.aborted && (await ready()) ? Serving.SERVING : Serving.NOT_SERVING);
  const known = (service: string) => service === '' || services.includes(service);
  router.service(Health, {
    async check({ service }) {
      if (!known(service)) throw new ConnectError(`unknown service ${service}`, Code.NotFound);
      return { status: await status() };
    },
    async *watch({ service }, { signal }) {
      if (!known(service)) {
        yield { status: Serving.SERVICE_UNKNOWN };
        return;
      }
      const ended = AbortSignal.any([signal, draining]);
      let last: Serving | undefined;
      while (!ended.aborted) {
        const now = await status();
        if (now !== last) yield { status: now };
        last = now;
        await sleep(WATCH_MS, ended);
      }
      if (!signal.aborted && last !== Serving.NOT_SERVING) yield { status: Serving.NOT_SERVING };
    },
  });
}
