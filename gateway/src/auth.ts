import { DomainError } from '@boxoffice/kernel';
import { asError } from '@boxoffice/platform';
import { normalizeIP } from '@fastify/rate-limit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Account, TokenVerifier } from './access-token.ts';
import type { App } from './server.ts';

/** Who may call a route: accounts of one role, or `account` for both. A route without it is open to anyone. */
export type RouteRole = Account['role'] | 'account';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may call the route. */
    role?: RouteRole;
  }
  interface FastifyRequest {
    /** Whose access token came with the request; set on routes that have a `role`. */
    account: Account | null;
    /** Reads the access token, once; at once when it is known. Undefined without one. Rejects with `invalid_token`. */
    identify(): Promise<Account> | Account | undefined;
    identification: Promise<Account> | Account | undefined | null;
  }
}

const BEARER = /^Bearer +(\S+)$/i;

function requireRole(account: Account | undefined, role: RouteRole): Account {
  if (!account) throw new DomainError('unauthenticated', 'unauthenticated', 'This needs an access token.');
  if (role !== 'account' && account.role !== role) {
    throw new DomainError('forbidden', 'forbidden', `Only a ${role} may do this.`);
  }
  return account;
}

/** Guards every route that has a `role` in its config. Must run before routes are added. */
export function guardRoutes(app: App, { known, verify }: TokenVerifier): void {
  app.decorateRequest('account', null);
  app.decorateRequest('identification', null);
  app.decorateRequest('identify', function identify(this: FastifyRequest) {
    if (this.identification === null) {
      const token = BEARER.exec(this.headers.authorization ?? '')?.[1];
      this.identification = token === undefined ? undefined : (known(token) ?? verify(token));
    }
    return this.identification;
  });
  app.addHook('onRoute', (route) => {
    const role = route.config?.role;
    if (role === undefined) return;
    const guard = (request: FastifyRequest, _reply: FastifyReply, done: (error?: Error) => void) => {
      const enter = (account: Account | undefined) => {
        request.account = requireRole(account, role);
      };
      const account = request.identify();
      if (account instanceof Promise) {
        account.then(enter).then(() => done(), done);
        return;
      }
      try {
        enter(account);
      } catch (error) {
        done(asError(error));
        return;
      }
      done();
    };
    // After the rate limit, which counts refused requests too.
    route.onRequest = [route.onRequest ?? []].flat().concat(guard);
  });
}

/** The account that sent a request to a route with a `role`. */
export function accountOf({ account }: Pick<FastifyRequest, 'account'>): Account {
  if (account === null) throw new TypeError('the route has no role');
  return account;
}

/** What a rate limit counts by: the account, or the network of those without a good token (a /64 with IPv6). */
export async function callerOf(request: FastifyRequest): Promise<string> {
  const account = await Promise.resolve(request.identify()).catch(() => undefined);
  return account ? `account ${account.id}` : normalizeIP(request.ip);
}
