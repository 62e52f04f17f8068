import { type Account, Role, type Session, type TokenPair } from '@boxoffice/contracts/identity/v1/identity_service';
import { type Static, Type } from '@fastify/type-provider-typebox';
import { formatMoment } from '../time.ts';
import { Id, Moment, number, shared, wireNames } from './common.ts';

/** What an account may do. */
export const role = wireNames({ partner: Role.PARTNER, customer: Role.CUSTOMER });

/** A partner as it sees itself. */
export const Partner = shared('Partner', {
  id: Id,
  name: Type.String(),
  email: Type.String(),
  company_name: Type.String(),
  created_at: Moment,
});

/** A customer as it sees itself. */
export const Customer = shared('Customer', {
  id: Id,
  name: Type.String(),
  email: Type.String(),
  address: Type.String(),
  phone: Type.String(),
  created_at: Moment,
});

/** The acting account: a partner's or a customer's fields, and its role. */
export const Profile = shared('Profile', {
  id: Id,
  role: role.schema,
  name: Type.String(),
  email: Type.String(),
  company_name: Type.Optional(Type.String({ description: 'Partners only' })),
  address: Type.Optional(Type.String({ description: 'Customers only' })),
  phone: Type.Optional(Type.String({ description: 'Customers only' })),
  created_at: Moment,
});

/** The tokens of a session. */
export const Tokens = shared('Tokens', {
  access_token: Type.String(),
  token_type: Type.Unsafe<'Bearer'>({ type: 'string', enum: ['Bearer'] }),
  expires_in: Type.Integer({ description: 'Seconds' }),
  role: role.schema,
  refresh_token: Type.Optional(Type.String({ description: 'Absent when it is in the cookie' })),
});

/** One login that has not ended. */
export const SessionBody = shared('Session', {
  id: Id,
  user_agent: Type.String(),
  ip: Type.String(),
  created_at: Moment,
  last_used_at: Moment,
  expires_at: Moment,
  current: Type.Boolean({ description: 'True for the session that asks' }),
});

function presentAccount({ id, name, email, createdAt }: Account) {
  return { id: number(id), name, email, created_at: formatMoment(createdAt) };
}

/** A partner. */
export function presentPartner(account: Account): Static<typeof Partner.schema> {
  return { ...presentAccount(account), company_name: account.companyName };
}

/** A customer. */
export function presentCustomer(account: Account): Static<typeof Customer.schema> {
  return { ...presentAccount(account), address: account.address, phone: account.phone };
}

/** An account with its role. */
export function presentProfile(account: Account): Static<typeof Profile.schema> {
  const name = role.nameOf(account.role);
  return { role: name, ...(name === 'partner' ? presentPartner(account) : presentCustomer(account)) };
}

/** The tokens of a session; the refresh token only where the client keeps it itself. */
export function presentTokens(tokens: TokenPair, withRefreshToken: boolean): Static<typeof Tokens.schema> {
  return {
    access_token: tokens.accessToken,
    token_type: 'Bearer',
    expires_in: tokens.expiresIn,
    role: role.nameOf(tokens.role),
    ...(withRefreshToken ? { refresh_token: tokens.refreshToken } : {}),
  };
}

/** A session. */
export function presentSession(session: Session): Static<typeof SessionBody.schema> {
  return {
    id: number(session.id),
    user_agent: session.userAgent,
    ip: session.ip,
    created_at: formatMoment(session.createdAt),
    last_used_at: formatMoment(session.lastUsedAt),
    expires_at: formatMoment(session.expiresAt),
    current: session.current,
  };
}
