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
  /** The provider's own id of that charge. */
  chargeReference: string | null;
  /** Minor units, more than 0. */
  amount: number;
  currency: string;
  signal: AbortSignal;
};

/** A refund that did not arrive: the provider has the money, and somebody has to give it back in another way. */
export type FailedRefund = {
  /** The key it was sent with. */
  key: string;
  /** The provider's own id of it, once there is one. */
  reference: string | null;
  /** Why, in the provider's words. */
  reason: string;
};

/** The provider says for certain that it will not send a refund, however often it is asked. */
export class RefundRefused extends Error {
  readonly refund: FailedRefund;

  constructor(refund: FailedRefund) {
    super(`the refund ${refund.key} is refused: ${refund.reason}`);
    this.name = 'RefundRefused';
    this.refund = refund;
  }
}

/** What a provider tells by itself: that there is news of a charge or a refund. A hint; the provider is asked for the truth. */
export type PaymentNotice = {
  /** The provider's own id of the notice. */
  id: string;
  type: string;
  /** What it is about; undefined when that is none of ours, or nothing to react to. */
  about: { type: 'charge'; key: string } | { type: 'refund'; key: string; reference: string } | undefined;
};

/**
 * A payment provider. A call that throws has an unknown outcome: the charge is then looked up by its key, a refund is
 * sent again with the same key.
 */
export type PaymentProvider = {
  /** Its name, for example `sandbox`. */
  name: string;
  charge(charge: Charge): Promise<ChargeOutcome>;
  /** What became of a charge; undefined when the provider knows none with this key, or not yet what becomes of it. */
  find(key: string, signal: AbortSignal): Promise<ChargeOutcome | undefined>;
  /** Sends money back, or has it on its way. Throws RefundRefused when it never will. */
  refund(refund: RefundOrder): Promise<void>;
  /** What a provider has that sends webhooks, and whose refunds may fail later. */
  notices?: PaymentNotices;
};

/** See `PaymentProvider`. */
export type PaymentNotices = {
  /** Reads a webhook. Throws `invalid_signature` when the provider did not sign it, or did so more than 5 minutes ago. */
  read(payload: Uint8Array, signature: string): PaymentNotice;
  /** Why a refund, named by the provider's own id, did not arrive; undefined when it has, or is on its way. */
  failureOf(reference: string, signal: AbortSignal): Promise<FailedRefund | undefined>;
  /** Refunds that failed in the last 30 days, newest first, 1,000 at most. */
  failedRefunds(signal: AbortSignal): Promise<FailedRefund[]>;
};
