/** An amount in minor units (cents) of one ISO 4217 currency. */
export type Money = { amount: number; currency: string };

/** Sums amounts by currency, in the order the currencies first appear. Throws RangeError beyond 2^53-1. */
export function sumByCurrency(amounts: Iterable<Money>): Money[] {
  const totals = new Map<string, number>();
  for (const { amount, currency } of amounts) {
    const total = (totals.get(currency) ?? 0) + amount;
    if (!Number.isSafeInteger(total)) throw new RangeError(`sum of ${currency} amounts exceeds 2^53-1`);
    totals.set(currency, total);
  }
  return [...totals].map(([currency, amount]) => ({ amount, currency }));
}

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** True for an ISO 4217 code in capitals that this runtime knows. */
export function isCurrency(code: string): boolean {
  return CURRENCIES.has(code);
}
