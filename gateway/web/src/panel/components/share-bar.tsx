import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format.ts';
import styles from '../panel.module.css';

type Counts = { total: number; sold: number; held: number; available: number };

/** How much of an event is sold, held and available, as a bar and in words. */
export function ShareBar({ total, sold, held, available }: Counts) {
  const { t } = useTranslation('panel');
  const format = useFormat();
  const width = (count: number) => ({ width: `${total === 0 ? 0 : (count / total) * 100}%` });
  const parts = [
    { key: 'sold', count: sold, style: styles.sold },
    { key: 'held', count: held, style: styles.held },
    { key: 'available', count: available, style: styles.free },
  ] as const;
  return (
    <div>
      <div className={styles.share} aria-hidden="true">
        <span className={styles.sold} style={width(sold)} />
        <span className={styles.held} style={width(held)} />
      </div>
      <div className={styles.shareWords}>
        {parts.map(({ key, count, style }) => (
          <span key={key}>
            <span className={`${styles.key} ${style}`} aria-hidden="true" />
            {t(`ticketStatus.${key}`)} {format.count(count)}
          </span>
        ))}
      </div>
    </div>
  );
}
