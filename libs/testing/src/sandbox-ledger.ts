/** A charge as the provider has it; `captures` is how often it took money, `requests` how often it was asked to. */
export type LedgerCharge = {
  key: string;
  /** Minor units. */
  amount: number;
  currency: string;
  status: 'captured' | 'declined' | 'failed';
  /** Why it was declined. */
  code?: string;
  /** The provider's own id of money that was taken. */
  reference?: string;
  captures: number;
  requests: number;
};

/** Money that was sent back; `sent` is how often, `requests` how often that was asked for. */
export type LedgerRefund = {
  key: string;
  chargeKey: string;
  /** Minor units. */
  amount: number;
  currency: string;
  sent: number;
  requests: number;
};

/** Something that was asked for and must never be. */
export type Violation = { key: string; problem: string };

/** The provider's books: the truth that order's payments and refunds are compared with. */
export type Ledger = {
  charges: Map<string, LedgerCharge>;
  refunds: Map<string, LedgerRefund>;
  violations: Violation[];
  /** Money taken by charges whose keys begin with a text, minor units. */
  captured(prefix?: string): number;
  /** Money sent back for charges whose keys begin with a text, minor units. */
  refunded(prefix?: string): number;
};

/** Empty books. */
export function createLedger(): Ledger {
  const charges = new Map<string, LedgerCharge>();
  const refunds = new Map<string, LedgerRefund>();
  const sum = (amounts: number[]) => amounts.reduce((all, amount) => all + amount, 0);
  return {
    charges,
    refunds,
    violations: [],
    captured: (prefix = '') =>
      sum(
        [...charges.values()]
          .filter(({ key }) => key.startsWith(prefix))
          .map(({ amount, captures }) => amount * captures),
      ),
    refunded: (prefix = '') =>
      sum(
        [...refunds.values()]
          .filter(({ chargeKey }) => chargeKey.startsWith(prefix))
          .map(({ amount, sent }) => amount * sent),
      ),
  };
}
