import type { PaymentProvider } from './provider.ts';
import { createSandbox } from './sandbox.ts';
import { createHttpSandbox } from './sandbox-http.ts';
import type { PaymentSettings } from './settings.ts';
import { createStripeProvider } from './stripe.ts';

/** The payment provider that is configured; `scope` names the orders database among others that use the same account. */
export function chooseProvider(settings: PaymentSettings, scope: string): PaymentProvider {
  if (settings.provider === 'stripe') return createStripeProvider({ ...settings, scope });
  return settings.url === undefined ? createSandbox() : createHttpSandbox(settings.url);
}
