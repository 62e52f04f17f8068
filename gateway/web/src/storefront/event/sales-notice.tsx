import { Alert } from '@mantine/core';
import { IconClock, IconInfoCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format.ts';
import type { ShopEvent } from '../data/types.ts';
import { useSalesState } from '../data/use-sales-state.ts';
import { supplyOf } from '../events/sales-state.ts';

function useNotice(event: ShopEvent): { title: string; text: string } | undefined {
  const { t } = useTranslation('storefront');
  const format = useFormat();
  const sales = useSalesState(event);
  const supply = supplyOf(event);
  if (sales.kind === 'cancelled') return { title: t('sales.cancelled'), text: t('sales.cancelledText') };
  if (sales.kind === 'begun') return { title: t('sales.begun'), text: t('sales.begunText') };
  if (sales.kind === 'closed') {
    return { title: t('sales.closed'), text: t('sales.closedText', { when: format.dateTime(sales.at) }) };
  }
  if (sales.kind === 'opens') {
    return { title: t('sales.opens', { when: format.dateTime(sales.at) }), text: t('sales.opensText') };
  }
  if (supply.kind === 'none') return { title: t('supply.none'), text: t('supply.noneText') };
  if (supply.kind === 'sold_out') return { title: t('supply.soldOut'), text: t('supply.soldOutText') };
  if (supply.kind === 'all_held') return { title: t('supply.allHeld'), text: t('supply.allHeldText') };
  if (sales.until === null) return undefined;
  return { title: t('sales.until', { when: format.dateTime(sales.until) }), text: '' };
}

/** Why there is nothing to be bought now, or until when there is. */
export function SalesNotice({ event }: { event: ShopEvent }) {
  const sales = useSalesState(event);
  const notice = useNotice(event);
  if (!notice) return null;
  const isOpen = sales.kind === 'open';
  return (
    <Alert
      role="status"
      color={isOpen ? 'gray' : 'blue'}
      title={notice.title}
      icon={isOpen ? <IconInfoCircle aria-hidden /> : <IconClock aria-hidden />}
    >
      {notice.text}
    </Alert>
  );
}
