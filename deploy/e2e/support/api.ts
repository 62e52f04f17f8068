import { randomBytes } from 'node:crypto';
import { ok } from './answer.ts';
import { type Customer, createCustomer } from './customer.ts';
import { createSender, type Sender } from './http.ts';
import { createPartner, type Partner } from './partner.ts';
import type { Account, Tokens } from './resources.ts';

/** Somebody with an account, logged in. */
export type Person = Sender & { account: Account; email: string; password: string; tokens: Tokens };

/** The platform as strangers meet it, and as people with accounts do. */
export type Api = Sender & {
  /** Registers a partner and logs it in. */
  partner(fields?: Partial<Account>): Promise<Partner>;
  /** Registers a customer and logs it in. */
  customer(fields?: Partial<Account>): Promise<Customer>;
  /** A partner for tests that look at single events only, always the same one. */
  house(): Promise<Partner>;
  customers(count: number): Promise<Customer[]>;
  logIn(email: string, password: string): Promise<Tokens>;
};

const PASSWORD = 'correct horse battery staple';

/** An e-mail that nobody else has. */
export function newEmail(): string {
  return `${randomBytes(6).toString('hex')}@example.com`;
}

/** What registers a partner. */
export function newPartner(fields: Partial<Account> = {}) {
  return { name: 'Paula Prado', email: newEmail(), password: PASSWORD, company_name: 'Prado Shows', ...fields };
}

/** What registers a customer. */
export function newCustomer(fields: Partial<Account> = {}) {
  const rest = { address: 'Rua das Flores 1, São Paulo', phone: '+55 11 91234-5678' };
  return { name: 'Caio Costa', email: newEmail(), password: PASSWORD, ...rest, ...fields };
}

/** Talks to a platform; its address is asked for with every request. */
export function createApi(url: () => string): Api {
  const sender = createSender(url);
  const logIn = async (email: string, password: string) =>
    ok(await sender.post<Tokens>('/v1/auth/login', { email, password }));

  async function join(path: string, fields: { email: string; password: string }): Promise<Person> {
    const account = ok(await sender.post<Account>(path, fields), 201);
    const tokens = await logIn(fields.email, fields.password);
    const { email, password } = fields;
    const headers = { authorization: `Bearer ${tokens.access_token}` };
    return { ...createSender(url, () => headers), account, email, password, tokens };
  }

  const customer = async (fields?: Partial<Account>) =>
    createCustomer(await join('/v1/customers/register', newCustomer(fields)));
  const partner = async (fields?: Partial<Account>) =>
    createPartner(await join('/v1/partners/register', newPartner(fields)));
  let house: Promise<Partner> | undefined;
  return {
    ...sender,
    logIn,
    customer,
    partner,
    house() {
      house ??= partner();
      return house;
    },
    customers: (count) => Promise.all(Array.from({ length: count }, () => customer())),
  };
}
