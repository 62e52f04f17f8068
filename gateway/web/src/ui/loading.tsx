import { Center, Loader, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import styles from './ui.module.css';

/** Something is on its way. It shows after a moment only, so that what comes at once does not flash. */
export function Loading({ label }: { label?: string }) {
  const { t } = useTranslation('common');
  return (
    <Center className={styles.loading} role="status">
      <Loader type="dots" aria-hidden />
      <VisuallyHidden>{label ?? t('state.loading')}</VisuallyHidden>
    </Center>
  );
}
