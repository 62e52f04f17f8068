import { Role } from '@boxoffice/contracts/identity/v1/identity_service';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { by, failureOf, newCustomer, newPartner, present, type RunningIdentity, startIdentity } from './identity.ts';

let identity: RunningIdentity;

beforeAll(async () => {
  identity = await startIdentity();
});
afterAll(() => identity.stop());

async function customer(fields = newCustomer()) {
  const { account } = await identity.client.registerCustomer(fields);
  return { account: present(account), as: by({ role: 'customer', id: Number(account?.id) }) };
}

async function partner(fields = newPartner()) {
  const { account } = await identity.client.registerPartner(fields);
  return { account: present(account), as: by({ role: 'partner', id: Number(account?.id) }) };
}

test('an account reads itself', async () => {
  const { account, as } = await partner();
  expect((await identity.client.getAccount({}, as)).account).toEqual(account);
});

test('an account that is gone is not found, and a service has none', async () => {
  const nobody = by({ role: 'customer', id: 999_999 });
  expect(await failureOf(identity.client.getAccount({}, nobody))).toMatchObject({ reason: 'account_not_found' });
  expect(await failureOf(identity.client.updateAccount({}, nobody))).toMatchObject({ reason: 'account_not_found' });
  expect(await failureOf(identity.client.getAccount({}))).toMatchObject({ kind: 'forbidden' });
});

test('only the fields that are sent change', async () => {
  const { account, as } = await customer();
  const changed = await identity.client.updateAccount({ phone: ' 12345 ' }, as);
  expect(changed.account).toEqual({ ...account, phone: '12345' });
  expect((await identity.client.getAccount({}, as)).account).toEqual(changed.account);
});

test('a changed e-mail is the one to log in with', async () => {
  const given = newCustomer();
  const { as } = await customer(given);
  await identity.client.updateAccount({ email: 'Moved@Example.com' }, as);
  await expect(identity.client.login({ ...given, email: 'moved@example.com' })).resolves.toBeDefined();
  expect(await failureOf(identity.client.login(given))).toMatchObject({ reason: 'invalid_credentials' });
  await expect(identity.client.updateAccount({ email: 'moved@EXAMPLE.com' }, as)).resolves.toBeDefined();
});

test("an e-mail can't be changed to somebody else's", async () => {
  const { account } = await partner();
  const { account: before, as } = await customer();
  const failure = await failureOf(
    identity.client.updateAccount({ email: account.email.toUpperCase(), name: 'New' }, as),
  );
  expect(failure).toMatchObject({ kind: 'conflict', reason: 'email_taken' });
  expect((await identity.client.getAccount({}, as)).account).toEqual(before);
});

test('fields of the other role are refused along with every other bad field', async () => {
  const { as } = await partner();
  const failure = await failureOf(identity.client.updateAccount({ name: '', address: 'Rua 1', phone: '12345' }, as));
  expect(failure).toMatchObject({ kind: 'invalid', reason: 'validation_failed' });
  const fields = (failure.metadata.errors as { field: string }[]).map(({ field }) => field);
  expect(fields.sort()).toEqual(['address', 'name', 'phone']);
});

test('services read customers, and nothing of partners or of ids that never were', async () => {
  const one = await customer();
  const two = await customer();
  const other = await partner();
  const customerIds = [one.account.id, two.account.id, two.account.id, other.account.id, 999_999n, -1n, 2n ** 62n];
  const { customers } = await identity.client.batchGetCustomers({ customerIds });
  const expected = [one, two].map(({ account: { id, name, email } }) => expect.objectContaining({ id, name, email }));
  expect(customers).toHaveLength(2);
  expect(customers).toEqual(expect.arrayContaining(expected));
  expect((await identity.client.batchGetCustomers({})).customers).toEqual([]);
});

test('only services read customers, a thousand at most', async () => {
  const { account, as } = await partner();
  expect(account.role).toBe(Role.PARTNER);
  expect(await failureOf(identity.client.batchGetCustomers({ customerIds: [1n] }, as))).toMatchObject({
    kind: 'forbidden',
  });
  const customerIds = Array.from({ length: 1001 }, (_, n) => BigInt(n + 1));
  expect(await failureOf(identity.client.batchGetCustomers({ customerIds }))).toMatchObject({
    reason: 'validation_failed',
  });
});
