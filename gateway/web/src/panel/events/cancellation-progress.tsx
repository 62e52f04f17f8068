import { Alert, Progress, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format.ts';
import type { PanelEvent } from '../data/types.ts';

/** How far the refunds of a cancelled event are. Without figures, which come a moment later, it only says that they begin. */
export function CancellationProgress({ progress }: { progress: PanelEvent['cancellation'] }) {
  const { t } = useTranslation('panel');
  const format = useFormat();
  const { purchases = 0, refunded = 0 } = progress ?? {};
  const isDone = progress !== undefined && refunded >= purchases;
  return (
    <Alert color={isDone ? 'gray' : 'yellow'} title={t('cancel.progressTitle')}>
      {purchases > 0 && (
        <>
          <Progress
            value={(refunded / purchases) * 100}
            aria-label={t('cancel.progressLabel')}
            color={isDone ? 'teal' : 'yellow'}
            mb="xs"
          />
          <Text size="sm">
            {t('cancel.progress', { refunded: format.count(refunded), purchases: format.count(purchases) })}
          </Text>
        </>
      )}
      <Text size="sm" role="status">
        {isDone ? t(purchases > 0 ? 'cancel.refunded' : 'cancel.nothing') : t('cancel.refunding')}
      </Text>
    </Alert>
  );
}
