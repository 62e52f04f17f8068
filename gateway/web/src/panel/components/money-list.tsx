import { useFormat } from '../../format.ts';
import type { Money } from '../data/types.ts';

/** Writes amounts of several currencies in one line. */
export function useMoneyText(): (amounts: readonly Money[]) => string {
  const format = useFormat();
  return (amounts) => amounts.map(({ amount, currency }) => format.money(amount, currency)).join(' + ');
}

/** Amounts of several currencies in one line; `none` stands where there is no amount. */
export function MoneyList({ amounts, none }: { amounts: readonly Money[]; none: string }) {
  const write = useMoneyText();
  return <>{amounts.length === 0 ? none : write(amounts)}</>;
}
