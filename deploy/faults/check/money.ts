import type { SandboxServer } from '../../e2e/support/provider.ts';
import type { Purchase } from '../../e2e/support/resources.ts';

type Books = SandboxServer['ledger'];

/** The purchase that a provider's key belongs to: `purchase-<id>-<attempt>`. */
function purchaseOf(key: string): number {
  return Number(/^purchase-(\d+)-\d+$/.exec(key)?.[1]);
}

/** What the provider keeps for each purchase, in minor units: taken less sent back. */
function keptBy({ charges, refunds }: Books): Map<number, number> {
  const kept = new Map<number, number>();
  const add = (key: string, amount: number) => {
    const id = purchaseOf(key);
    kept.set(id, (kept.get(id) ?? 0) + amount);
  };
  for (const { key, amount, captures } of charges.values()) add(key, amount * captures);
  for (const { chargeKey, amount, sent } of refunds.values()) add(chargeKey, -amount * sent);
  return kept;
}

/**
 * What does not add up between the provider's books and the purchases: it keeps the price of the tickets that are sold,
 * to the cent, and took no money twice.
 */
export function wrongMoney(books: Books, purchases: Iterable<Purchase>): string[] {
  const kept = keptBy(books);
  const wrong = books.violations.map(({ key, problem }) => `the provider refused ${key}: it ${problem}`);
  for (const { key, captures } of books.charges.values()) {
    if (captures > 1) wrong.push(`${key} was charged ${captures} times`);
  }
  for (const { id, items } of purchases) {
    const sold = items.filter(({ status }) => status === 'sold').reduce((sum, { price }) => sum + price, 0);
    const amount = kept.get(id) ?? 0;
    if (amount !== sold) wrong.push(`the provider keeps ${amount} of purchase ${id}, whose sold tickets cost ${sold}`);
    kept.delete(id);
  }
  return [...wrong, ...[...kept.keys()].map((id) => `the provider was charged for purchase ${id}, which nobody has`)];
}
