import { type Log, memoryTransport, type Service } from '@boxoffice/platform';
import type { Transport } from '@connectrpc/connect';
import { openDoor } from './door.ts';
import { beginLife, type Life, unavailable } from './life.ts';

/**
 * A service that dies as a killed process does: at one moment its database connections break, its calls and its answers
 * are cut off, and it hears no more. It comes back on the same database.
 */
export type Mortal = {
  /** Calls the service as it lives now; `unavailable` while it is dead. */
  transport: Transport;
  kill(): void;
  /** Brings it back if it is dead. */
  revive(): Promise<void>;
  /** Stops it in good order. */
  close(): Promise<void>;
};

/** What a service needs: its life, and the way to its database. */
export type Birth = (life: Life, databaseUrl: string) => Promise<Service>;

/** The secret by which the services know each other. */
export const SERVICE_TOKEN = 'a-service-token-of-the-model-test-0123456789';

type Living = { life: Life; service: Service; transport: Transport; cut(): void };

/** Reaches a service for as long as a life lasts. */
function livingTransport(life: Life, inner: Transport): Transport {
  return {
    unary: (...call) => life.until(() => inner.unary(...call)),
    async stream(...call) {
      const response = await life.until(() => inner.stream(...call));
      return { ...response, message: life.streamUntil(response.message) };
    },
  };
}

/** Brings a service to life on a database. */
export async function createMortal(databaseUrl: string, birth: Birth, log: Log): Promise<Mortal> {
  const graves: Promise<void>[] = [];
  let reviving: Promise<void> | undefined;
  let living: Living | undefined = await begin();

  async function begin(): Promise<Living> {
    const life = beginLife();
    const door = await openDoor(databaseUrl);
    const service = await birth(life, door.url);
    const inner = memoryTransport((router) => service.routes(router), SERVICE_TOKEN, log);
    return { life, service, transport: livingTransport(life, inner), cut: door.cut };
  }

  function reach(): Transport {
    if (!living) throw unavailable('the process is dead');
    return living.transport;
  }

  async function comeBack(): Promise<void> {
    living = await begin();
    reviving = undefined;
  }

  return {
    transport: {
      unary: async (...call) => reach().unary(...call),
      stream: async (...call) => reach().stream(...call),
    },
    kill() {
      if (!living) return;
      const { life, service, cut } = living;
      living = undefined;
      life.end();
      cut();
      // Nothing of it reaches anybody any more: this only clears its timers and memory away.
      graves.push(service.stop().catch(() => undefined));
    },
    async revive() {
      if (living) return;
      reviving ??= comeBack();
      await reviving;
    },
    async close() {
      await reviving?.catch(() => undefined);
      await living?.service.stop().finally(living.cut);
      await Promise.all(graves);
    },
  };
}
