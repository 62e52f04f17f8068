import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startGateway } from './harness.ts';

let gateway: Awaited<ReturnType<typeof startGateway>>;
beforeAll(async () => {
  gateway = await startGateway({ order: { getPaymentProvider: () => ({ provider: 'stripe' }) } });
});
afterAll(() => gateway.stop());

test('anyone may know which provider takes the payments', async () => {
  const response = await gateway.app.inject('/v1/payments/provider');
  expect([response.statusCode, response.json()]).toEqual([200, { provider: 'stripe' }]);
  const { etag } = response.headers;
  const again = await gateway.app.inject({ url: '/v1/payments/provider', headers: { 'if-none-match': String(etag) } });
  expect(again.statusCode).toBe(304);
});
