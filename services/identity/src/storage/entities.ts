import { defineEntity, p } from '@mikro-orm/core';
import type { JWK_OKP_Private } from 'jose';
import type { Role } from '../domain/account.ts';

const AccountSchema = defineEntity({
  name: 'Account',
  tableName: 'accounts',
  properties: {
    id: p.bigint('number').primary(),
    role: p.string().$type<Role>(),
    name: p.string(),
    email: p.string(),
    emailKey: p.string(),
    companyName: p.string().strictNullable(),
    address: p.string().strictNullable(),
    phone: p.string().strictNullable(),
    passwordHash: p.string(),
    createdAt: p.datetime(),
  },
});

/** A partner or a customer. */
export class Account extends AccountSchema.class {}
AccountSchema.setClass(Account);

const SessionSchema = defineEntity({
  name: 'Session',
  tableName: 'sessions',
  properties: {
    id: p.bigint('number').primary(),
    account: () => p.manyToOne(Account),
    userAgent: p.string(),
    ip: p.string(),
    createdAt: p.datetime(),
    lastUsedAt: p.datetime(),
    expiresAt: p.datetime(),
    endedAt: p.datetime().strictNullable(),
  },
});

/** One login and every refresh token that came of it. */
export class Session extends SessionSchema.class {}
SessionSchema.setClass(Session);

const RefreshTokenSchema = defineEntity({
  name: 'RefreshToken',
  tableName: 'refresh_tokens',
  properties: {
    hash: p.string().primary(),
    session: () => p.manyToOne(Session),
    createdAt: p.datetime(),
    replacedAt: p.datetime().strictNullable(),
  },
});

/** A refresh token, known by its hash only. Exchanged ones are kept, so that a second use is noticed. */
export class RefreshToken extends RefreshTokenSchema.class {}
RefreshTokenSchema.setClass(RefreshToken);

const SigningKeySchema = defineEntity({
  name: 'SigningKey',
  tableName: 'signing_keys',
  properties: {
    kid: p.string().primary(),
    privateJwk: p.json<JWK_OKP_Private>(),
    createdAt: p.datetime(),
    activatesAt: p.datetime(),
    retiresAt: p.datetime().strictNullable(),
  },
});

/** A key that signs access tokens. */
export class SigningKey extends SigningKeySchema.class {}
SigningKeySchema.setClass(SigningKey);

/** Every entity of this database. */
export const entities = [Account, Session, RefreshToken, SigningKey];
