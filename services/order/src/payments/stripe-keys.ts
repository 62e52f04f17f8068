const CHARGE = 'boxoffice_charge';
const REFUND = 'boxoffice_refund';

type Metadata = Record<string, string> | null;

/**
 * The keys of charges and refunds as Stripe gets them, as idempotency keys and in metadata. They name the orders database
 * too: another one on the same Stripe account, or this one made anew, counts its purchases from 1 as well.
 */
export function stripeKeys(scope: string) {
  const begin = `${scope}/`;
  const scoped = (key: string) => begin + key;
  const own = (text: string | undefined) => (text?.startsWith(begin) ? text.slice(begin.length) : undefined);
  return {
    scoped,
    charge: (key: string) => ({ [CHARGE]: scoped(key) }),
    refund: (key: string) => ({ [REFUND]: scoped(key) }),
    /** The key of a charge of ours. */
    chargeOf: (metadata: Metadata) => own(metadata?.[CHARGE]),
    /** The key of a refund of ours. */
    refundOf: (metadata: Metadata) => own(metadata?.[REFUND]),
    /** A search for a charge, in Stripe's query language. */
    searchFor: (key: string) => `metadata['${CHARGE}']:'${scoped(key)}'`,
  };
}

/** See `stripeKeys`. */
export type StripeKeys = ReturnType<typeof stripeKeys>;
