import {
  type Account as AccountMessage,
  AccountSchema,
  type Customer,
  CustomerSchema,
  Role as RoleMessage,
  type Session as SessionMessage,
  SessionSchema,
  type TokenPair as TokenPairMessage,
  TokenPairSchema,
} from '@boxoffice/contracts/identity/v1/identity_service';
import { create } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import type { Account, Role } from './account.ts';
import type { Session, TokenPair } from './session.ts';

const ROLES: Record<Role, RoleMessage> = { partner: RoleMessage.PARTNER, customer: RoleMessage.CUSTOMER };

/** An account as others see it; fields of the other role are empty. */
export function accountMessage(account: Account): AccountMessage {
  return create(AccountSchema, {
    id: BigInt(account.id),
    role: ROLES[account.role],
    name: account.name,
    email: account.email,
    companyName: account.companyName ?? '',
    address: account.address ?? '',
    phone: account.phone ?? '',
    createdAt: timestampFromDate(account.createdAt),
  });
}

/** What a partner sees of a customer. */
export function customerMessage({ id, name, email }: Account): Customer {
  return create(CustomerSchema, { id: BigInt(id), name, email });
}

/** A session as its owner sees it; `current` is the session that asks. */
export function sessionMessage(session: Session, current: number | undefined): SessionMessage {
  return create(SessionSchema, {
    id: BigInt(session.id),
    userAgent: session.userAgent,
    ip: session.ip,
    createdAt: timestampFromDate(session.createdAt),
    lastUsedAt: timestampFromDate(session.lastUsedAt),
    expiresAt: timestampFromDate(session.expiresAt),
    current: session.id === current,
  });
}

/** The tokens of a session. */
export function tokenPairMessage({ role, ...pair }: TokenPair): TokenPairMessage {
  return create(TokenPairSchema, { ...pair, role: ROLES[role] });
}
