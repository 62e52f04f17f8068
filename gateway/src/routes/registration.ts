import { scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { Type } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { idempotencyKeyOf, idempotencyOf, markReplay } from '../idempotency.ts';
import { Customer, Partner, presentCustomer, presentPartner } from '../presenters/account.ts';
import type { App } from '../server.ts';
import { promised, type Services, WHILE_HASHING } from '../services.ts';
import { closed, label } from './fields.ts';

const person = {
  name: label(200),
  email: Type.String({ format: 'email', maxLength: 254 }),
  password: Type.String({ minLength: 8, maxLength: 128, format: 'text' }),
};

const config = { rateLimit: { max: 300 }, idempotent: true };

const stretch = promisify<string, string, number, Buffer>(scrypt);

/** The content of a registration for its idempotency: what is stored of it must not help to guess the password. */
async function hashable<Body extends { password: string }>(request: FastifyRequest, body: Body) {
  const key = idempotencyKeyOf(request);
  if (key === undefined) return body;
  return { ...body, password: (await stretch(body.password, `registration ${key}`, 32)).toString('base64') };
}

function registerPartner(app: App, identity: Services['identity']): void {
  const schema = {
    tags: ['Accounts'],
    summary: 'Register a partner',
    description: 'Raises `email_taken`, `weak_password`.',
    body: Type.Object({ ...person, company_name: label(200) }, closed),
    response: { 201: Partner.ref },
  };
  app.post('/v1/partners/register', { config, schema }, async (request, reply) => {
    const { name, email, password, company_name: companyName } = request.body;
    const command = { name, email, password, companyName };
    const content = await hashable(request, request.body);
    const { account, replayed } = await identity.registerPartner(
      { ...command, ...idempotencyOf(request, content) },
      WHILE_HASHING,
    );
    markReplay(reply, replayed);
    reply.code(201).header('location', '/v1/me');
    return presentPartner(promised(account));
  });
}

function registerCustomer(app: App, identity: Services['identity']): void {
  const schema = {
    tags: ['Accounts'],
    summary: 'Register a customer',
    description: 'Raises `email_taken`, `weak_password`.',
    body: Type.Object({ ...person, address: label(500), phone: label(40, 3) }, closed),
    response: { 201: Customer.ref },
  };
  app.post('/v1/customers/register', { config, schema }, async (request, reply) => {
    const { name, email, password, address, phone } = request.body;
    const command = { name, email, password, address, phone };
    const content = await hashable(request, request.body);
    const { account, replayed } = await identity.registerCustomer(
      { ...command, ...idempotencyOf(request, content) },
      WHILE_HASHING,
    );
    markReplay(reply, replayed);
    reply.code(201).header('location', '/v1/me');
    return presentCustomer(promised(account));
  });
}

/** Routes that create accounts. */
export function registrationRoutes(app: App, { identity }: Services): void {
  registerPartner(app, identity);
  registerCustomer(app, identity);
}
