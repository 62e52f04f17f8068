import { IdentityService } from '@boxoffice/contracts/identity/v1/identity_service';
import type { DomainError } from '@boxoffice/kernel';
import {
  type Actor,
  actorKey,
  createLog,
  fromConnectError,
  networkTransport,
  startRpcServer,
} from '@boxoffice/platform';
import { type FreshDatabase, freshDatabase } from '@boxoffice/testing';
import { type Client, createClient, createContextValues } from '@connectrpc/connect';
import { decodeJwt } from 'jose';
import { createApp, type Substitutes } from '../src/app.ts';
import { loadConfig } from '../src/config.ts';

export const PASSWORD = 'torn-velvet-curtain';

const SERVICE_TOKEN = 'a service token of thirty-two characters';

/** A clock that stands still until it is moved. */
export function movableClock(start = new Date()) {
  let now = start.getTime();
  return {
    clock: () => new Date(now),
    move: (seconds: number) => {
      now += seconds * 1000;
    },
  };
}

/** The call options of somebody who acts. */
export function by(actor: Actor) {
  return { contextValues: createContextValues().set(actorKey, actor) };
}

/** The account and session that an access token speaks for. */
export function bearerOf(tokens: { accessToken: string } | undefined) {
  const { sub, sid, role } = decodeJwt(tokens?.accessToken ?? '');
  return by({ role: role as 'partner' | 'customer', id: Number(sub), sessionId: Number(sid) });
}

/** A value that must be there. */
export function present<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('a value is missing');
  return value;
}

/** The error that a call fails with. */
export async function failureOf(call: Promise<unknown>): Promise<DomainError> {
  try {
    await call;
  } catch (error) {
    return fromConnectError(error);
  }
  throw new Error('the call did not fail');
}

export type RunningIdentity = { client: Client<typeof IdentityService>; url: string; stop(): Promise<void> };

/** An identity service on a free port, with a database of its own unless one is given. */
export async function startIdentity(
  options: Substitutes & { database?: FreshDatabase; env?: Record<string, string> } = {},
): Promise<RunningIdentity & { database: FreshDatabase }> {
  const database = options.database ?? (await freshDatabase('identity'));
  const env = { PORT: '1', DATABASE_URL: database.url, SERVICE_TOKEN, LOG_LEVEL: 'silent', ...options.env };
  const log = createLog('identity', 'silent');
  const app = await createApp(loadConfig(env), { log }, options);
  const address = { host: '127.0.0.1', port: 0 };
  const server = await startRpcServer({ ...address, serviceToken: SERVICE_TOKEN, log, routes: app.routes });
  return {
    client: createClient(IdentityService, networkTransport(`http://127.0.0.1:${server.port}`, SERVICE_TOKEN)),
    url: database.url,
    database,
    async stop() {
      await server.close();
      await app.stop();
      if (!options.database) await database.drop();
    },
  };
}

let count = 0;

/** A customer nobody else has. */
export function newCustomer(fields: { email?: string; password?: string } = {}) {
  const email = `customer${++count}@example.com`;
  return {
    name: 'Ana Souza',
    email,
    password: PASSWORD,
    address: 'Rua das Flores 1, Recife',
    phone: '+55 81 1',
    ...fields,
  };
}

/** A partner nobody else has. */
export function newPartner(fields: { email?: string; password?: string } = {}) {
  return {
    name: 'Rui Lima',
    email: `partner${++count}@example.com`,
    password: PASSWORD,
    companyName: 'Palco',
    ...fields,
  };
}
