import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format.ts';
import { StatusBadge } from '../../ui/index.ts';
import type { Sale } from '../data/types.ts';

/** Whether a sale stands, and since when it does not. */
export function SaleStatus({ sale: { status, cancelled_at: cancelledAt } }: { sale: Sale }) {
  const { t } = useTranslation('panel');
  const format = useFormat();
  const title = cancelledAt === null ? undefined : t('table.cancelledAt', { when: format.dateTime(cancelledAt) });
  return (
    <span title={title}>
      <StatusBadge status={status} />
    </span>
  );
}
