import type { TokenPair } from '@boxoffice/contracts/identity/v1/identity_service';
import { DomainError } from '@boxoffice/kernel';
import cookie from '@fastify/cookie';
import { Type } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { refuseCrossSite } from '../csrf.ts';
import { presentSession, presentTokens, SessionBody, Tokens } from '../presenters/account.ts';
import { pageOf, presentPage } from '../presenters/common.ts';
import type { App } from '../server.ts';
import { onBehalfOf, promised, type Services, WHILE_HASHING } from '../services.ts';
import { closed, IdPath, Nothing, oneOf, text } from './fields.ts';

const COOKIE = 'boxoffice_refresh';
const MAX_TOKEN = 1000;
const MAX_USER_AGENT = 300;

const RefreshBody = Type.Unsafe<{ refresh_token?: string } | null>({
  ...Type.Object({ refresh_token: Type.Optional(text(MAX_TOKEN)) }, closed),
  type: ['object', 'null'],
});

function cookieOptions({ protocol }: FastifyRequest) {
  return { path: '/v1/auth', httpOnly: true, sameSite: 'strict', secure: protocol === 'https' } as const;
}

function setCookie(request: FastifyRequest, reply: FastifyReply, tokens: TokenPair): void {
  reply.setCookie(COOKIE, tokens.refreshToken, { ...cookieOptions(request), maxAge: tokens.refreshExpiresIn });
}

function login(app: App, identity: Services['identity']): void {
  const schema = {
    tags: ['Accounts'],
    summary: 'Log in',
    description:
      'With `session: "cookie"` the refresh token comes as an HttpOnly cookie. Raises `invalid_credentials`.',
    body: Type.Object(
      {
        email: text(254),
        password: text(MAX_TOKEN),
        session: Type.Optional(oneOf('token', 'cookie')),
      },
      closed,
    ),
    response: { 200: Tokens.ref },
  };
  app.post('/v1/auth/login', { config: { rateLimit: { max: 300 }, errors: [401] }, schema }, async (request, reply) => {
    const { email, password, session } = request.body;
    const userAgent = (request.headers['user-agent'] ?? '').slice(0, MAX_USER_AGENT);
    const tokens = promised(
      (await identity.login({ email, password, userAgent, ip: request.ip }, WHILE_HASHING)).tokens,
    );
    if (session === 'cookie') setCookie(request, reply, tokens);
    return presentTokens(tokens, session !== 'cookie');
  });
}

function refresh(app: App, identity: Services['identity'], origins: readonly string[]): void {
  const schema = {
    tags: ['Accounts'],
    summary: 'Exchange a refresh token for a new pair',
    description:
      'The refresh token is in the body or in the cookie of a login. Raises `invalid_refresh_token`, and ' +
      '`cross_site_request` for a page of another origin that has none in the body.',
    body: RefreshBody,
    response: { 200: Tokens.ref },
  };
  app.post('/v1/auth/refresh', { config: { errors: [401, 403] }, schema }, async (request, reply) => {
    const given = request.body?.refresh_token;
    if (given === undefined) refuseCrossSite(request, origins);
    const refreshToken = given ?? request.cookies[COOKIE];
    if (!refreshToken) {
      throw new DomainError('unauthenticated', 'invalid_refresh_token', 'This needs a refresh token.');
    }
    const tokens = promised((await identity.refreshSession({ refreshToken })).tokens);
    if (given === undefined) setCookie(request, reply, tokens);
    return presentTokens(tokens, given !== undefined);
  });
}

function logout(app: App, identity: Services['identity'], origins: readonly string[]): void {
  const schema = {
    tags: ['Accounts'],
    summary: 'End the session of a refresh token',
    description:
      'The refresh token is in the body or in the cookie of a login. Raises `cross_site_request` for a page of another ' +
      'origin that has none in the body.',
    body: RefreshBody,
    response: { 204: Nothing },
  };
  app.post('/v1/auth/logout', { config: { errors: [403] }, schema }, async (request, reply) => {
    const given = request.body?.refresh_token;
    if (given === undefined) refuseCrossSite(request, origins);
    const refreshToken = given ?? request.cookies[COOKIE];
    if (refreshToken) await identity.logout({ refreshToken });
    reply.clearCookie(COOKIE, cookieOptions(request));
    return reply.code(204).send(null);
  });
}

function manage(app: App, identity: Services['identity']): void {
  const list = {
    tags: ['Accounts'],
    summary: 'List the sessions of the account',
    response: { 200: pageOf(SessionBody.ref) },
  };
  app.get('/v1/auth/sessions', { config: { role: 'account' }, schema: list }, async (request) => {
    const { sessions } = await identity.listSessions({}, onBehalfOf(request));
    return presentPage(sessions, '', presentSession);
  });

  const end = {
    tags: ['Accounts'],
    summary: 'End one session of the account',
    params: IdPath,
    response: { 204: Nothing },
  };
  app.delete('/v1/auth/sessions/:id', { config: { role: 'account' }, schema: end }, async (request, reply) => {
    await identity.endSession({ sessionId: BigInt(request.params.id) }, onBehalfOf(request));
    return reply.code(204).send(null);
  });
}

/** Routes of sessions and their tokens: the only ones that know cookies. Pages of `origins` may use theirs. */
export function sessionRoutes(app: App, { identity }: Services, origins: readonly string[]): void {
  app.register(async (scope: App) => {
    await scope.register(cookie);
    login(scope, identity);
    refresh(scope, identity, origins);
    logout(scope, identity, origins);
    manage(scope, identity);
  });
}
