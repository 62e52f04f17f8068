import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format.ts';
import type { ShopEvent } from '../data/types.ts';
import { useSalesState } from '../data/use-sales-state.ts';
import { supplyOf } from './sales-state.ts';

function useWords(event: ShopEvent): { text: string; color: string } {
  const { t } = useTranslation('storefront');
  const format = useFormat();
  const sales = useSalesState(event);
  const supply = supplyOf(event);
  if (sales.kind === 'cancelled') return { text: t('sales.cancelled'), color: 'red' };
  if (sales.kind === 'begun') return { text: t('sales.begun'), color: 'gray' };
  if (sales.kind === 'closed') return { text: t('sales.closed'), color: 'gray' };
  if (sales.kind === 'opens') return { text: t('sales.opens', { when: format.dateTime(sales.at) }), color: 'blue' };
  if (supply.kind === 'none') return { text: t('supply.none'), color: 'gray' };
  if (supply.kind === 'sold_out') return { text: t('supply.soldOut'), color: 'red' };
  if (supply.kind === 'all_held') return { text: t('supply.allHeld'), color: 'orange' };
  const count = { count: supply.left, number: format.count(supply.left) };
  return supply.kind === 'last'
    ? { text: t('supply.last', count), color: 'orange' }
    : { text: t('supply.plenty', count), color: 'teal' };
}

/** Whether there is something to buy, in a word or two. */
export function AvailabilityBadge({ event }: { event: ShopEvent }) {
  const { text, color } = useWords(event);
  return (
    <Badge variant="light" autoContrast color={color} tt="none" h="auto" style={{ whiteSpace: 'normal' }}>
      {text}
    </Badge>
  );
}
