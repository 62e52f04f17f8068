import { IdentityService } from '@boxoffice/contracts/identity/v1/identity_service';
import { actingAccount, requireService } from '@boxoffice/platform';
import type { ConnectRouter } from '@connectrpc/connect';
import { accountMessage, customerMessage, sessionMessage, tokenPairMessage } from './domain/messages.ts';
import { changePassword } from './usecases/change-password.ts';
import { endSession, logOut } from './usecases/end-session.ts';
import type { Identity } from './usecases/identity.ts';
import { logIn } from './usecases/log-in.ts';
import { getAccount, getCustomers, listSessions } from './usecases/read-accounts.ts';
import { refreshSession } from './usecases/refresh-session.ts';
import { registerCustomer, registerPartner } from './usecases/register-account.ts';
import { updateAccount } from './usecases/update-account.ts';

// No id is 0 or beyond 2^53-1: such a one is answered like any other that does not exist.
function idOrNone(id: bigint): number {
  return id > 0n && id <= Number.MAX_SAFE_INTEGER ? Number(id) : 0;
}

/** The identity service as others call it. */
export function identityRoutes(identity: Identity): (router: ConnectRouter) => void {
  return (router) =>
    router.service(IdentityService, {
      async registerPartner(request) {
        const { response: account, replayed } = await registerPartner(identity, request);
        return { account, replayed };
      },
      async registerCustomer(request) {
        const { response: account, replayed } = await registerCustomer(identity, request);
        return { account, replayed };
      },
      async login(request) {
        return { tokens: tokenPairMessage(await logIn(identity, request)) };
      },
      async refreshSession({ refreshToken }) {
        return { tokens: tokenPairMessage(await refreshSession(identity, refreshToken)) };
      },
      async logout({ refreshToken }) {
        await logOut(identity, refreshToken);
        return {};
      },
      async listSessions(_, context) {
        const { id, sessionId } = actingAccount(context);
        const sessions = await listSessions(identity, id);
        return { sessions: sessions.map((session) => sessionMessage(session, sessionId)) };
      },
      async endSession({ sessionId }, context) {
        await endSession(identity, actingAccount(context).id, idOrNone(sessionId));
        return {};
      },
      async getAccount(_, context) {
        return { account: accountMessage(await getAccount(identity, actingAccount(context).id)) };
      },
      async updateAccount({ name, email, companyName, address, phone }, context) {
        const change = { name, email, companyName, address, phone };
        return { account: accountMessage(await updateAccount(identity, actingAccount(context).id, change)) };
      },
      async changePassword({ currentPassword, newPassword }, context) {
        const { id: accountId, sessionId } = actingAccount(context);
        await changePassword(identity, { accountId, sessionId, currentPassword, newPassword });
        return {};
      },
      async batchGetCustomers({ customerIds }, context) {
        requireService(context);
        const customers = await getCustomers(identity, customerIds.map(idOrNone));
        return { customers: customers.map(customerMessage) };
      },
      async getKeySet() {
        return { jwks: JSON.stringify(await identity.keys.keySet()) };
      },
    });
}
