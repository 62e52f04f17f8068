/** What the provider says of a charge. */
export type ChargeOutcome =
  | { type: 'captured'; reference: string }
  | { type: 'declined'; code: string }
  /** The provider failed and took nothing. */
  | { type: 'failed' };

/** A charge to make: `key` makes it safe to ask for it or to send it again. */
export type Charge = {
  key: string;
  /** Minor units, more than 0. */
  amount: number;
  /** ISO 4217. */
  currency: string;
  method: string;
  /** The provider's token of the card, never its number. */
  token: string;
  signal: AbortSignal;
};

/** Money to send back; the same key again sends nothing more. */
export type RefundOrder = {
  key: string;
  /** The key of the charge it goes back to. */
  chargeKey: string;
  /** Minor units, more than 0. */
  amount: number;
  currency: string;
  signal: AbortSignal;
};

/**
 * A payment provider. A call that throws has an unknown outcome: the charge is then looked up by its key, a refund is
 * sent again with the same key.
 */
export type PaymentProvider = {
  /** Its name, for example `sandbox`. */
  name: string;
  charge(charge: Charge): Promise<ChargeOutcome>;
  /** What became of a charge; undefined when the provider knows none with this key. */
  find(key: string, signal: AbortSignal): Promise<ChargeOutcome | undefined>;
  refund(refund: RefundOrder): Promise<void>;
};
