import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format.ts';
import { Figure, Figures } from '../components/figure.tsx';
import { MoneyList } from '../components/money-list.tsx';
import type { EventSalesSummary, PanelEvent } from '../data/types.ts';
import { salesPath } from '../sales/sales-filter.ts';
import { ticketsPath } from '../tickets/ticket-filter.ts';

/** An event's sales in numbers; each opens the rows behind it. */
export function EventFigures({ event, summary }: { event: PanelEvent; summary: EventSalesSummary }) {
  const { t } = useTranslation('panel');
  const format = useFormat();
  const eventId = event.id;
  const sold = salesPath({ eventId, status: 'sold' });
  const share = summary.total === 0 ? 0 : summary.sold / summary.total;
  // Rows of tickets are those of the shop, which shows none of a draft or a cancelled event.
  const tickets = (status: 'held' | 'available' | 'withdrawn') =>
    event.status === 'published' ? { to: ticketsPath(eventId, { status }) } : {};
  return (
    <Figures>
      <Figure label={t('figures.revenue')} to={sold}>
        <MoneyList amounts={summary.currency_totals} none={format.money(0, event.currency)} />
      </Figure>
      <Figure
        label={t('figures.sold')}
        to={sold}
        hint={t('sales.share', { percent: format.percent(share), total: format.count(summary.total) })}
      >
        {format.count(summary.sold)}
      </Figure>
      {(['held', 'available', 'withdrawn'] as const).map((status) => (
        <Figure key={status} label={t(`figures.${status}`)} {...tickets(status)}>
          {format.count(summary[status])}
        </Figure>
      ))}
      <Figure label={t('figures.cancelled')} to={salesPath({ eventId, status: 'cancelled' })}>
        {format.count(summary.tickets_cancelled)}
      </Figure>
      <Figure label={t('figures.purchases')} to={salesPath({ eventId })}>
        {format.count(summary.purchases)}
      </Figure>
    </Figures>
  );
}
