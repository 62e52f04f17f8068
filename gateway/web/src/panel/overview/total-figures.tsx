import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format.ts';
import { Figure, Figures } from '../components/figure.tsx';
import type { SalesSummary } from '../data/types.ts';
import { salesPath } from '../sales/sales-filter.ts';

/** A partner's sales in a few numbers. */
export function TotalFigures({ summary }: { summary: SalesSummary }) {
  const { t } = useTranslation('panel');
  const format = useFormat();
  return (
    <Figures>
      {summary.currency_totals.map(({ amount, currency }) => (
        <Figure key={currency} label={t('figures.revenueIn', { currency })} to={salesPath({ status: 'sold' })}>
          {format.money(amount, currency)}
        </Figure>
      ))}
      {summary.currency_totals.length === 0 && <Figure label={t('figures.revenue')}>{t('figures.none')}</Figure>}
      <Figure label={t('figures.sold')} to={salesPath({ status: 'sold' })}>
        {format.count(summary.tickets_sold)}
      </Figure>
      <Figure label={t('figures.cancelled')} to={salesPath({ status: 'cancelled' })}>
        {format.count(summary.tickets_cancelled)}
      </Figure>
      <Figure label={t('figures.purchases')} to={salesPath({})}>
        {format.count(summary.purchases)}
      </Figure>
    </Figures>
  );
}
