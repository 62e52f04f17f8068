import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format.ts';
import styles from '../panel.module.css';
import { countSeats, MAX_BATCH, type SeatPlan, sampleSeats } from './seat-plan.ts';

/** Seats by name, a few of them or all. */
export function SeatChips({ seats, rest = [] }: { seats: readonly string[]; rest?: readonly string[] }) {
  const chip = (seat: string, i: number) => (
    <li key={`${i} ${seat}`} className={styles.chip}>
      {seat}
    </li>
  );
  return (
    <ul className={styles.chips}>
      {seats.map(chip)}
      {rest.length > 0 && <li aria-hidden="true">…</li>}
      {rest.map((seat, i) => chip(seat, seats.length + i))}
    </ul>
  );
}

type SeatPreviewProps = { plan: SeatPlan; price: number | undefined; currency: string };

/** What a plan will create: how many seats, which ones, and what they are worth together. */
export function SeatPreview({ plan, price, currency }: SeatPreviewProps) {
  const { t } = useTranslation('panel');
  const format = useFormat();
  const count = countSeats(plan);
  const { first, last } = count <= MAX_BATCH ? sampleSeats(plan) : { first: [], last: [] };
  return (
    <section aria-label={t('batch.preview')} className={styles.preview}>
      <Text size="sm" fw={600} role="status">
        {count === 0 ? t('batch.nothing') : t('batch.seatCount', { count })}
        {count > 0 && price !== undefined && price > 0 && (
          <Text component="span" size="sm" c="dimmed" fw={400}>
            {' '}
            {t('batch.worth', { amount: format.money(count * price, currency) })}
          </Text>
        )}
      </Text>
      <SeatChips seats={first} rest={last} />
    </section>
  );
}
