import { ConfigError } from '@boxoffice/platform';
import { expect, test } from '@jest/globals';
import { readPaymentSettings } from './settings.ts';

const STRIPE = { PAYMENT_PROVIDER: 'stripe', STRIPE_SECRET_KEY: 'sk_test_1', STRIPE_WEBHOOK_SECRET: 'whsec_1' };

test('the sandbox in this process is the default, and needs nothing', () => {
  expect(readPaymentSettings({})).toEqual({ provider: 'sandbox' });
});

test('the sandbox may be a server', () => {
  const env = { PAYMENT_SANDBOX_URL: 'http://127.0.0.1:4900' };
  expect(readPaymentSettings(env)).toEqual({ provider: 'sandbox', url: 'http://127.0.0.1:4900' });
});

test('Stripe is read with its secrets, and where its API is', () => {
  expect(readPaymentSettings(STRIPE)).toEqual({ provider: 'stripe', secretKey: 'sk_test_1', webhookSecret: 'whsec_1' });
  const restricted = { ...STRIPE, STRIPE_SECRET_KEY: 'rk_live_1', STRIPE_API_URL: 'http://127.0.0.1:4900' };
  expect(readPaymentSettings(restricted)).toMatchObject({ secretKey: 'rk_live_1', apiUrl: 'http://127.0.0.1:4900' });
});

test.each([
  ['an unknown provider', { PAYMENT_PROVIDER: 'cash' }, ['PAYMENT_PROVIDER: ']],
  [
    'Stripe without its secrets',
    { PAYMENT_PROVIDER: 'stripe' },
    ['STRIPE_SECRET_KEY: is missing', 'STRIPE_WEBHOOK_SECRET: is missing'],
  ],
  ['a publishable key', { ...STRIPE, STRIPE_SECRET_KEY: 'pk_live_1' }, ['STRIPE_SECRET_KEY: is a publishable key']],
  ['a key without a mode', { ...STRIPE, STRIPE_SECRET_KEY: 'sk_1' }, ['STRIPE_SECRET_KEY: must be a secret']],
  [
    'a key in the place of the secret',
    { ...STRIPE, STRIPE_WEBHOOK_SECRET: 'sk_test_1' },
    ['STRIPE_WEBHOOK_SECRET: must'],
  ],
  [
    'everything wrong at once',
    { ...STRIPE, STRIPE_SECRET_KEY: '', STRIPE_WEBHOOK_SECRET: '', STRIPE_API_URL: 'x', PAYMENT_SANDBOX_URL: 'x' },
    ['STRIPE_SECRET_KEY: ', 'STRIPE_WEBHOOK_SECRET: ', 'STRIPE_API_URL: ', 'PAYMENT_SANDBOX_URL: '],
  ],
])('%s is refused by name', (_what, env, said) => {
  const read = () => readPaymentSettings(env);
  expect(read).toThrow(ConfigError);
  for (const text of said) expect(read).toThrow(text);
});
