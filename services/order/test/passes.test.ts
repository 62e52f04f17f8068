import { fromConnectError } from '@boxoffice/platform';
import { freshDatabase } from '@boxoffice/testing';
import { timestampDate } from '@bufbuild/protobuf/wkt';
import { ConnectError } from '@connectrpc/connect';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { createLocalJWKSet, decodeProtectedHeader, exportJWK, generateKeyPair, jwtVerify } from 'jose';
import { createPassKeys } from '../src/passes/pass-keys.ts';
import { openStorage } from '../src/storage/open-storage.ts';
import { CUSTOMER, type RunningOrder, startOrder } from './harness.ts';

type Process = Pick<RunningOrder, 'client'>;

let order: RunningOrder;
let events = 0;

beforeAll(async () => {
  order = await startOrder();
});
afterAll(() => order.stop());
afterEach(() => {
  order.provider.script.refund = undefined;
});

async function aPaid(...prices: number[]) {
  const ids = order.inventory.addEvent(++events, prices);
  const { id, status } = await order.place(ids, 'tok_approved');
  expect(status).toBe('paid');
  const [first = 0, second = 0] = ids;
  return { id, first, second };
}

async function passOf(purchaseId: number, ticketId: number, customerId = CUSTOMER, { client }: Process = order) {
  const request = { purchaseId: BigInt(purchaseId), ticketId: BigInt(ticketId) };
  const { pass } = await client.getPass(request, order.asCustomer(customerId));
  if (!pass?.issuedAt) throw new Error('an answer without its pass');
  return { ...pass, issuedAt: timestampDate(pass.issuedAt) };
}

/** Why there is no such pass; undefined when there is one. */
async function refusal(purchaseId: number, ticketId: number, customerId?: number): Promise<string | undefined> {
  try {
    await passOf(purchaseId, ticketId, customerId);
    return undefined;
  } catch (error) {
    return fromConnectError(ConnectError.from(error)).reason;
  }
}

const keysOf = async ({ client }: Process) => JSON.parse((await client.getPassKeys({})).jwks);

async function verify(code: string, from: Process = order) {
  const keys = createLocalJWKSet(await keysOf(from));
  return (await jwtVerify(code, keys, { typ: 'pass+jwt', issuer: 'boxoffice' })).payload;
}

test('a sold ticket has a pass whose code the published keys verify', async () => {
  const { id, second } = await aPaid(1000, 250);
  const pass = await passOf(id, second);
  expect(pass).toMatchObject({ ticketId: BigInt(second), eventId: BigInt(events), seat: 'S2', section: 'Floor' });
  const [sale] = await order.sql('select sold_at from sales where ticket_id = $1', [second]);
  expect(pass.issuedAt).toEqual(sale.sold_at);
  expect(await verify(pass.code)).toEqual({
    iss: 'boxoffice',
    sub: String(second),
    purchase: id,
    gen: expect.any(Number),
    event: events,
    seat: 'S2',
    iat: Math.floor(pass.issuedAt.getTime() / 1000),
  });
});

test('the same ticket always has the same code, from every process', async () => {
  const { id, first } = await aPaid(1000);
  const other = await order.open();
  const { code } = await passOf(id, first);
  expect((await passOf(id, first)).code).toBe(code);
  expect((await passOf(id, first, CUSTOMER, other)).code).toBe(code);
  await verify(code, other);
});

test('a ticket that is not sold has no pass', async () => {
  const ids = order.inventory.addEvent(++events, [1000]);
  const { id } = await order.place(ids);
  expect(await refusal(id, ids[0] ?? 0)).toBe('pass_not_available');
  await order.pay(id);
  expect(await refusal(id, ids[0] ?? 0)).toBeUndefined();
});

test('tickets that are cancelled have no pass from the moment their money goes back; the others keep theirs', async () => {
  const { id, first, second } = await aPaid(1000, 250);
  const kept = await passOf(id, second);
  const { promise: gate, resolve: answer } = Promise.withResolvers<void>();
  order.provider.script.refund = async (_refund, usual) => {
    await gate;
    return usual();
  };
  const cancelled = order.cancel(id, [first]);
  await order.comesTo(id, 'cancelling');
  expect([await refusal(id, first), await refusal(id, second)]).toEqual(['pass_not_available', undefined]);
  answer();
  expect(await cancelled).toMatchObject({ status: 'paid' });
  expect([await refusal(id, first), await refusal(id, second)]).toEqual(['pass_not_available', undefined]);
  expect((await passOf(id, second)).code).toBe(kept.code);
});

test('a seat that is sold anew has another code', async () => {
  const { id, first } = await aPaid(1000);
  const old = await verify((await passOf(id, first)).code);
  await order.cancel(id);
  await order.factsOf(id);
  const again = await order.place([first], 'tok_approved', { customerId: 8 });
  const anew = await verify((await passOf(again.id, first, 8)).code);
  expect(anew).toMatchObject({ sub: old.sub, purchase: again.id });
  expect(Number(anew.gen)).toBeGreaterThan(Number(old.gen));
  expect(await refusal(id, first)).toBe('pass_not_available');
});

test('passes of others are missing, and so are tickets of other purchases', async () => {
  const [mine, other] = [await aPaid(1000), await aPaid(1000)];
  expect(await refusal(mine.id, mine.first, 8)).toBe('purchase_not_found');
  expect(await refusal(999_999, mine.first)).toBe('purchase_not_found');
  expect(await refusal(mine.id, other.first)).toBe('ticket_not_found');
  const asPartner = order.client.getPass({ purchaseId: BigInt(mine.id) }, order.asPartner());
  await expect(asPartner).rejects.toThrow('Only a customer');
});

test('processes that first need a key at the same moment agree on one', async () => {
  const fresh = await freshDatabase('order');
  const storages = await Promise.all(Array.from({ length: 4 }, () => openStorage(fresh.url, 2)));
  const sets = await Promise.all(storages.map((storage) => createPassKeys(storage, 'boxoffice').keySet()));
  const [first] = sets;
  expect(first?.keys).toEqual([
    { kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', use: 'sig', kid: expect.any(String), x: expect.any(String) },
  ]);
  for (const set of sets) expect(set).toEqual(first);
  await Promise.all(storages.map((storage) => storage.close()));
  await fresh.drop();
});

test('a further key signs what is sold from its time on; older codes stay as they are, and all are verifiable', async () => {
  const before = await aPaid(1000);
  const old = await passOf(before.id, before.first);
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  await order.sql("insert into pass_keys (number, kid, private_jwk, signs_from) values (2, 'second', $1, now())", [
    await exportJWK(privateKey),
  ]);
  const after = await aPaid(1000);
  const young = await passOf(after.id, after.first);
  expect((await passOf(before.id, before.first)).code).toBe(old.code);
  expect(decodeProtectedHeader(young.code).kid).toBe('second');
  expect((await keysOf(order)).keys).toHaveLength(2);
  for (const { code } of [old, young]) await verify(code);
});
