import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../../format.ts';
import { MoneyList } from '../components/money-list.tsx';
import { useReason } from '../components/reason.ts';
import styles from '../panel.module.css';
import type { ReasonGroup } from './by-reason.ts';

/** Why purchases failed, the most frequent reason first; each opens its rows. */
export function ReasonCards({ groups, pathOf }: { groups: readonly ReasonGroup[]; pathOf(reason: string): string }) {
  const { t } = useTranslation('panel');
  const format = useFormat();
  const words = useReason();
  return (
    <div className={styles.figures}>
      {groups.map(({ reason, purchases, tickets, lost }) => (
        <Link key={reason} to={pathOf(reason)} className={styles.figure}>
          <Text component="span" display="block" size="sm" c="dimmed">
            {words(reason)}
          </Text>
          <span className={styles.figureValue}>{format.count(purchases)}</span>
          <Text component="span" display="block" size="xs" c="dimmed">
            {t('failures.purchases', { count: purchases })}, {t('failures.tickets', { count: tickets })}
            {' · '}
            <MoneyList amounts={lost} none={t('failures.unknownWorth')} />
          </Text>
        </Link>
      ))}
    </div>
  );
}
