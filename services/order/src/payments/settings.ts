import { type Environment, readEnvironment, str, url } from '@boxoffice/platform';
import { makeValidator } from 'envalid';

/** Which payment provider is used, and what it needs. */
export type PaymentSettings =
  /** With an address the sandbox is a server there, else it is in this process. */
  | { provider: 'sandbox'; url?: string }
  | { provider: 'stripe'; secretKey: string; webhookSecret: string; apiUrl?: string };

const secretKey = makeValidator<string>((input) => {
  if (input.startsWith('pk_')) throw new Error('is a publishable key; the secret one begins with sk_ or rk_');
  if (!/^(sk|rk)_(test|live)_\w+$/.test(input)) {
    throw new Error('must be a secret or restricted key of Stripe (sk_test_, sk_live_, rk_test_ or rk_live_)');
  }
  return input;
});

const webhookSecret = makeValidator<string>((input) => {
  if (!/^whsec_\S+$/.test(input)) throw new Error("must be a webhook endpoint's signing secret (whsec_)");
  return input;
});

const requiredWhen = ({ PAYMENT_PROVIDER }: Record<string, unknown>) => PAYMENT_PROVIDER === 'stripe';

/** The variables of `PaymentSettings`. */
export const paymentVariables = {
  PAYMENT_PROVIDER: str({ choices: ['sandbox', 'stripe'], default: 'sandbox' }),
  PAYMENT_SANDBOX_URL: url({ default: undefined }),
  STRIPE_SECRET_KEY: secretKey({ default: undefined, requiredWhen }),
  STRIPE_WEBHOOK_SECRET: webhookSecret({ default: undefined, requiredWhen }),
  STRIPE_API_URL: url({ default: undefined }),
};

/** Reads which payment provider is used. Throws ConfigError that names every bad variable. */
export function readPaymentSettings(env: Environment): PaymentSettings {
  const read = readEnvironment(env, paymentVariables);
  const { STRIPE_SECRET_KEY: key, STRIPE_WEBHOOK_SECRET: secret, STRIPE_API_URL: apiUrl } = read;
  if (read.PAYMENT_PROVIDER === 'stripe') {
    if (key === undefined || secret === undefined) throw new TypeError('Stripe was to be refused without its secrets');
    return { provider: 'stripe', secretKey: key, webhookSecret: secret, ...(apiUrl === undefined ? {} : { apiUrl }) };
  }
  return { provider: 'sandbox', ...(read.PAYMENT_SANDBOX_URL === undefined ? {} : { url: read.PAYMENT_SANDBOX_URL }) };
}
