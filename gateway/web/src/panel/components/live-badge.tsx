import { useTranslation } from 'react-i18next';
import { useLiveState } from '../live/live-provider.tsx';
import styles from '../panel.module.css';

/** Says whether sales come in as they happen. */
export function LiveBadge() {
  const { t } = useTranslation('panel');
  const state = useLiveState();
  return (
    <span className={styles.live} role="status" title={t('live.hint')}>
      <span className={styles.dot} data-state={state} aria-hidden="true" />
      {t(`live.${state}`)}
    </span>
  );
}
