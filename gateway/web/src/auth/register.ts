import { api } from '../api/client.ts';
import { call } from '../api/problem.ts';
import type { components } from '../api/schema.ts';
import { session } from '../api/session.ts';

type Key = { 'Idempotency-Key': string };

/** What a form collects, by the API's names. */
export type Values = Record<string, string>;

/** Creates one kind of account. */
export type Register = (values: Values, header: Key) => Promise<unknown>;

const textOf = (values: Values, name: string) => values[name] ?? '';

const person = (values: Values) => ({
  name: textOf(values, 'name'),
  email: textOf(values, 'email'),
  password: textOf(values, 'password'),
});

/** Creates a buyer's account. */
export const registerCustomer: Register = (values, header): Promise<components['schemas']['Customer']> =>
  call(
    api.POST('/v1/customers/register', {
      params: { header },
      body: { ...person(values), address: textOf(values, 'address'), phone: textOf(values, 'phone') },
    }),
  );

/** Creates a partner's account. */
export const registerPartner: Register = (values, header): Promise<components['schemas']['Partner']> =>
  call(
    api.POST('/v1/partners/register', {
      params: { header },
      body: { ...person(values), company_name: textOf(values, 'company_name') },
    }),
  );

/** Sends a registration, the same one always with the same key, and signs the new account in. */
export function createRegistration(register: Register) {
  let sent = { content: '', key: '' };
  return async (values: Values): Promise<{ isSignedIn: boolean }> => {
    const content = JSON.stringify(values);
    if (content !== sent.content) sent = { content, key: crypto.randomUUID() };
    await register(values, { 'Idempotency-Key': sent.key });
    // The account stands whatever comes of the login.
    const login = session.login(textOf(values, 'email'), textOf(values, 'password'));
    return { isSignedIn: await login.then(() => true).catch(() => false) };
  };
}
