import type { HandlePaymentWebhookRequest } from '@boxoffice/contracts/order/v1/order_service';
import { DomainError } from '@boxoffice/kernel';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { startGateway } from './harness.ts';

const PATH = '/v1/payments/webhooks/stripe';
const headers = { 'content-type': 'application/json; charset=utf-8', 'stripe-signature': 't=1,v1=ab' };

let gateway: Awaited<ReturnType<typeof startGateway>>;
let refusal: DomainError | undefined;
beforeAll(async () => {
  gateway = await startGateway({
    order: {
      handlePaymentWebhook() {
        if (refusal) throw refusal;
        return {};
      },
    },
  });
});
afterAll(() => gateway.stop());
beforeEach(() => {
  refusal = undefined;
  gateway.calls.length = 0;
});

const post = (payload: string | Buffer, more: Record<string, string> = {}) =>
  gateway.app.inject({ method: 'POST', url: PATH, headers: { ...headers, ...more }, payload });
const sent = () => gateway.sent<HandlePaymentWebhookRequest>('handlePaymentWebhook');

test('a webhook needs no account, and is passed on byte by byte with its signature', async () => {
  const body = '{ "id":"evt_1",\n "a":1.0, "ü":"\\u00fc" }';
  const response = await post(body);
  expect([response.statusCode, response.body]).toEqual([204, '']);
  const { provider, payload, signature } = sent();
  expect([provider, Buffer.from(payload).toString(), signature]).toEqual(['stripe', body, 't=1,v1=ab']);
  expect(gateway.forwarded()[0]?.actor).toEqual({ role: 'service' });
});

test('what is no JSON is passed on as well: the signature decides', async () => {
  const bytes = Buffer.from([0xff, 0x00, 0x7b]);
  expect((await post(bytes)).statusCode).toBe(204);
  expect(Buffer.from(sent().payload)).toEqual(bytes);
});

test('without a signature order is told so', async () => {
  await gateway.app.inject({
    method: 'POST',
    url: PATH,
    headers: { 'content-type': 'application/json' },
    payload: '{}',
  });
  expect(sent().signature).toBe('');
});

test.each([
  ['invalid', 'invalid_signature', 400],
  ['not_found', 'payment_provider_not_found', 404],
  ['unavailable', 'payment_provider_unavailable', 503],
] as const)('%s is a problem: %s', async (kind, reason, status) => {
  refusal = new DomainError(kind, reason, 'It is so.');
  const response = await post('{}');
  expect([response.statusCode, response.json().reason]).toEqual([status, reason]);
  expect(response.headers['content-type']).toMatch(/^application\/problem\+json/);
});

test('other content is refused, and so is too much of it', async () => {
  const form = await post('id=evt_1', { 'content-type': 'application/x-www-form-urlencoded' });
  expect([form.statusCode, form.json().reason]).toEqual([415, 'unsupported_media_type']);
  expect((await post('x'.repeat(256 * 1024))).statusCode).toBe(204);
  const large = await post('x'.repeat(256 * 1024 + 1));
  expect([large.statusCode, large.json().reason]).toEqual([413, 'body_too_large']);
  expect(gateway.forwarded()).toHaveLength(1);
});

test('it has a rate limit of its own', async () => {
  const limited = await startGateway({ order: { handlePaymentWebhook: () => ({}) } }, { rateLimit: true });
  const response = await limited.app.inject({ method: 'POST', url: PATH, headers, payload: '{}' });
  expect([response.statusCode, response.headers['ratelimit-limit']]).toEqual([204, '18000']);
  await limited.stop();
});

test('other routes still read their JSON', async () => {
  const response = await gateway.app.inject({
    ...{ method: 'POST', url: '/v1/auth/login', headers: { 'content-type': 'application/json' }, payload: '{' },
  });
  expect([response.statusCode, response.json().reason]).toEqual([400, 'invalid_json']);
});
