import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from './eventually.ts';
import { signWebhook } from './stripe-double/webhooks.ts';
import { type StripeDouble, startStripeDouble } from './stripe-double.ts';

let stripe: StripeDouble;
beforeAll(async () => {
  stripe = await startStripeDouble({ executionMs: 50 });
});
afterAll(() => stripe.stop());

/** What its answers have, one or another. */
type Body = {
  id: string;
  status: string;
  has_more: boolean;
  data: { id: string }[];
  error: { type: string; code: string; decline_code: string; payment_intent: { id: string } };
};

async function ask(method: string, path: string, form?: Record<string, string>, headers: Record<string, string> = {}) {
  const body = form ? { body: new URLSearchParams(form) } : {};
  const authorization = { authorization: `Bearer ${stripe.secretKey}` };
  const response = await fetch(stripe.url + path, { method, headers: { ...authorization, ...headers }, ...body });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Body };
}

const CHARGE = { amount: '1000', currency: 'brl', payment_method: 'pm_card_visa', confirm: 'true' };
const create = (key: string, changes: Record<string, string> = {}) =>
  ask('POST', '/v1/payment_intents', { ...CHARGE, ...changes }, { 'idempotency-key': key });

test('the same key gets the same answer, and is executed once', async () => {
  const first = await create('once', { 'metadata[order]': '7' });
  const second = await create('once', { 'metadata[order]': '7' });
  expect(second.body).toEqual(first.body);
  expect([first.headers.get('idempotent-replayed'), second.headers.get('idempotent-replayed')]).toEqual([null, 'true']);
  expect(stripe.intents.filter(({ metadata }) => metadata.order === '7')).toHaveLength(1);
  expect(first.headers.get('request-id')).toMatch(/^req_/);
});

test('a key under way is a conflict; with other parameters it is an error', async () => {
  const answers = await Promise.all([create('busy'), create('busy')]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  const other = await create('busy', { amount: '1001' });
  expect([other.status, other.body.error.type]).toEqual([400, 'idempotency_error']);
});

test('a decline keeps its key, a request that never began does not', async () => {
  const declined = await create('declined', { payment_method: 'pm_card_visa_chargeDeclined' });
  expect([declined.status, declined.body.error.decline_code]).toEqual([402, 'generic_decline']);
  const again = await create('declined', { payment_method: 'pm_card_visa_chargeDeclined' });
  expect(again.body.error.payment_intent.id).toBe(declined.body.error.payment_intent.id);
  expect((await create('begun', { amount: '1.5' })).body.error.code).toBe('parameter_invalid_integer');
  expect((await create('begun')).status).toBe(200);
});

test.each([
  [{ payment_method: 'pm_nobodys' }, 'resource_missing'],
  [{ 'payment_method_types[0]': 'card' }, 'parameter_unknown'],
])('%j is refused: %s', async (changes: Record<string, string>, code) => {
  const { status, body } = await create(`refused ${code}`, changes);
  expect([status, body.error.type, body.error.code]).toEqual([400, 'invalid_request_error', code]);
});

test('only the account’s own key opens it', async () => {
  const { status } = await ask('GET', '/v1/payment_intents', undefined, { authorization: 'Bearer sk_test_other' });
  expect(status).toBe(401);
});

test('payments are listed newest first, page by page, and found by metadata', async () => {
  const ids: string[] = [];
  for (const key of ['p1', 'p2', 'p3']) ids.unshift((await create(key, { 'metadata[page]': key })).body.id);
  const first = await ask('GET', '/v1/payment_intents?limit=2');
  expect(first.body.data.map(({ id }) => id)).toEqual(ids.slice(0, 2));
  const next = await ask('GET', `/v1/payment_intents?limit=1&starting_after=${ids[1]}`);
  expect([next.body.data[0]?.id, next.body.has_more]).toEqual([ids[2], true]);
  const search = await ask('GET', `/v1/payment_intents/search?query=${encodeURIComponent("metadata['page']:'p2'")}`);
  expect(search.body.data.map(({ id }) => id)).toEqual([ids[1]]);
});

test('no more goes back than was taken', async () => {
  const { body } = await create('refunded');
  const refund = (amount: string) => ask('POST', '/v1/refunds', { payment_intent: body.id, amount });
  expect((await refund('600')).body.status).toBe('succeeded');
  expect((await refund('600')).status).toBe(400);
  expect((await refund('400')).status).toBe(200);
  expect((await refund('1')).body.error.code).toBe('charge_already_refunded');
});

test('what happens is sent as signed webhooks', async () => {
  const heard: { signature: unknown; body: string }[] = [];
  const listener = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString();
    heard.push({ signature: request.headers['stripe-signature'], body });
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  stripe.sendTo(`http://127.0.0.1:${(listener.address() as AddressInfo).port}/`);
  await create('told');
  await eventually(() => expect(stripe.deliveries).toEqual([expect.objectContaining({ status: 204 })]));
  stripe.sendTo(undefined);
  listener.close();
  const [{ signature, body } = { signature: '', body: '' }] = heard;
  const [, moment] = /^t=(\d+),/.exec(String(signature)) ?? [];
  expect(signature).toBe(signWebhook(body, stripe.webhookSecret, Number(moment)));
  expect(JSON.parse(body)).toMatchObject({ object: 'event', type: 'payment_intent.succeeded' });
});
