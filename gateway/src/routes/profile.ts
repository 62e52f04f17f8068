import { Type } from '@fastify/type-provider-typebox';
import { defined } from '../defined.ts';
import { Profile, presentProfile } from '../presenters/account.ts';
import type { App } from '../server.ts';
import { onBehalfOf, promised, type Services } from '../services.ts';
import { closed, label, Nothing, text } from './fields.ts';

const config = { role: 'account' } as const;

function readAndChange(app: App, identity: Services['identity']): void {
  const read = { tags: ['Accounts'], summary: 'Read the own account', response: { 200: Profile.ref } };
  app.get('/v1/me', { config, schema: read }, async (request) => {
    const { account } = await identity.getAccount({}, onBehalfOf(request));
    return presentProfile(promised(account));
  });

  const change = {
    tags: ['Accounts'],
    summary: 'Change the own account',
    description: 'Raises `email_taken`.',
    body: Type.Object(
      {
        name: Type.Optional(label(200)),
        email: Type.Optional(Type.String({ format: 'email', maxLength: 254 })),
        company_name: Type.Optional(label(200)),
        address: Type.Optional(label(500)),
        phone: Type.Optional(label(40, 3)),
      },
      { ...closed, minProperties: 1 },
    ),
    response: { 200: Profile.ref },
  };
  app.patch('/v1/me', { config: { ...config, errors: [409] }, schema: change }, async (request) => {
    const { company_name: companyName, ...fields } = request.body;
    const { account } = await identity.updateAccount(defined({ ...fields, companyName }), onBehalfOf(request));
    return presentProfile(promised(account));
  });
}

function changePassword(app: App, identity: Services['identity']): void {
  const schema = {
    tags: ['Accounts'],
    summary: 'Change the own password',
    description: 'Ends all other sessions. Raises `invalid_credentials`, `weak_password`.',
    body: Type.Object(
      {
        current_password: text(1000),
        new_password: Type.String({ minLength: 8, maxLength: 128, format: 'text' }),
      },
      closed,
    ),
    response: { 204: Nothing },
  };
  app.post('/v1/me/password', { config: { ...config, rateLimit: { max: 300 } }, schema }, async (request, reply) => {
    const { current_password: currentPassword, new_password: newPassword } = request.body;
    await identity.changePassword({ currentPassword, newPassword }, onBehalfOf(request));
    return reply.code(204).send(null);
  });
}

/** Routes of the acting account. */
export function profileRoutes(app: App, { identity }: Services): void {
  readAndChange(app, identity);
  changePassword(app, identity);
}
