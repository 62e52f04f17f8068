import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type SandboxServer, startSandboxServer } from './sandbox-server.ts';

let sandbox: SandboxServer;
beforeAll(async () => {
  sandbox = await startSandboxServer();
});
afterAll(() => sandbox.stop());

async function ask(method: string, path: string, body?: object | string) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(sandbox.url + path, { method, ...(text === undefined ? {} : { body: text }) });
  return [response.status, await response.json()];
}

const charge = (key: string, changes: object = {}) =>
  ask('POST', '/charges', {
    ...{ key, amount: 1000, currency: 'BRL', method: 'card', token: 'tok_approved' },
    ...changes,
  });
const refund = (key: string, charge_key: string, changes: object = {}) =>
  ask('POST', '/refunds', { key, charge_key, amount: 600, currency: 'BRL', ...changes });
const violationsOf = (key: string) => sandbox.ledger.violations.filter((violation) => violation.key === key).length;

test('a charge is taken once a key, whatever card is sent with it', async () => {
  const first = await charge('a');
  expect(first).toEqual([200, { key: 'a', status: 'captured', reference: expect.any(String) }]);
  expect(await charge('a', { token: 'tok_declined' })).toEqual(first);
  expect(await ask('GET', '/charges/a')).toEqual(first);
  expect(sandbox.ledger.charges.get('a')).toMatchObject({ captures: 1, requests: 2 });
});

test('a charge that nobody sent is not known', async () => {
  expect(await ask('GET', '/charges/nobodys')).toEqual([404, expect.objectContaining({ error: 'charge_not_found' })]);
});

test('another charge by the same key is refused and counted', async () => {
  await charge('b');
  expect(await charge('b', { amount: 1001 })).toEqual([409, expect.objectContaining({ error: 'key_reused' })]);
  expect([violationsOf('b'), sandbox.ledger.captured('b')]).toEqual([1, 1000]);
});

test('a refund is sent once a key', async () => {
  await charge('c');
  expect(await refund('c-1', 'c')).toEqual([200, { key: 'c-1' }]);
  expect(await refund('c-1', 'c')).toEqual([200, { key: 'c-1' }]);
  expect(sandbox.ledger.refunds.get('c-1')).toMatchObject({ sent: 1, requests: 2 });
  expect([violationsOf('c-1'), sandbox.ledger.refunded('c')]).toEqual([0, 600]);
});

test('more money back than was taken is refused and counted', async () => {
  await charge('d');
  await refund('d-1', 'd');
  expect(await refund('d-2', 'd')).toEqual([422, expect.objectContaining({ error: 'refund_too_large' })]);
  expect(await refund('d-1', 'd', { amount: 700 })).toEqual([409, expect.objectContaining({ error: 'key_reused' })]);
  expect(await refund('d-3', 'd', { amount: 1, currency: 'EUR' })).toEqual([
    422,
    expect.objectContaining({ error: 'wrong_currency' }),
  ]);
  expect(['d-1', 'd-2', 'd-3'].map(violationsOf)).toEqual([1, 1, 1]);
  expect(sandbox.ledger.refunded('d')).toBe(600);
});

test.each(['declined', 'never charged'])('money back for what was %s is refused and counted', async (what) => {
  if (what === 'declined') await charge(what, { token: 'tok_declined' });
  expect(await refund(what, what)).toEqual([422, expect.objectContaining({ error: 'charge_not_captured' })]);
  expect(violationsOf(what)).toBe(1);
});

test.each([
  ['/charges', '{'],
  ['/charges', {}],
  ['/charges', { key: 'x', amount: 1.5, currency: 'BRL', method: 'card', token: 'tok_approved' }],
  ['/refunds', { key: 'x', charge_key: 'a', amount: 0, currency: 'BRL' }],
])('POST %s %j is told what it lacks', async (path, body) => {
  expect(await ask('POST', path, body)).toEqual([400, { error: 'invalid_request', message: expect.any(String) }]);
});

test('there is nothing elsewhere', async () => {
  expect(await ask('GET', '/refunds/c-1')).toEqual([404, expect.objectContaining({ error: 'route_not_found' })]);
});

test('requests wait while it pauses, break while it is cut off, and fare well again', async () => {
  sandbox.pause();
  const waiting = charge('e');
  const patience = fetch(`${sandbox.url}/charges/a`, { signal: AbortSignal.timeout(50) });
  await expect(patience).rejects.toThrow();
  expect(sandbox.ledger.charges.has('e')).toBe(false);
  sandbox.resume();
  expect((await waiting)[0]).toBe(200);
  sandbox.cutOff();
  await expect(charge('f')).rejects.toThrow();
  sandbox.resume();
  expect((await charge('f'))[0]).toBe(200);
});
