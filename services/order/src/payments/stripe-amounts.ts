import type { Money } from '@boxoffice/kernel';

// Where Stripe's unit is not the minor unit of ISO 4217, see https://docs.stripe.com/currencies: krona and shilling have
// no minor unit but are sent as if they had two decimals, the ariary has one that Stripe does not know.
const HUNDREDFOLD = new Set(['ISK', 'UGX']);
const WHOLE = new Set(['MGA']);
// Stripe takes three decimals, of which the last must be 0.
const THREE_DECIMALS = new Set(['BHD', 'JOD', 'KWD', 'OMR', 'TND']);

/** An amount in the unit Stripe counts the currency in; undefined when Stripe can't take exactly this amount. */
export function toStripeAmount({ amount, currency }: Money): number | undefined {
  if (HUNDREDFOLD.has(currency)) return amount * 100;
  if (WHOLE.has(currency)) return amount % 100 === 0 ? amount / 100 : undefined;
  if (THREE_DECIMALS.has(currency)) return amount % 10 === 0 ? amount : undefined;
  return amount;
}
