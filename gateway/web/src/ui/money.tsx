import { useFormat } from '../format.ts';
import styles from './ui.module.css';

/** An amount in minor units. */
export function Money({ amount, currency }: { amount: number; currency: string }) {
  const format = useFormat();
  return <span className={styles.number}>{format.money(amount, currency)}</span>;
}
