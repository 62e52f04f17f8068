import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { EmptyState, ErrorState, Loading } from '../../ui/index.ts';
import { DaysSection } from '../charts/days-section.tsx';
import { HoursSection } from '../charts/hours-section.tsx';
import { useEventSummary } from '../data/queries.ts';
import { LostDemand } from '../overview/lost-demand.tsx';
import styles from '../panel.module.css';
import { RecentSales } from '../sales/recent-sales.tsx';
import { isDay } from '../sales/sales-filter.ts';
import { useEventContext } from './event-context.ts';
import { EventFigures } from './event-figures.tsx';
import { SectionsTable } from './sections-table.tsx';

/** How an event sells, live. The day that is shown hour by hour is part of the address. */
export default function SalesTab() {
  const { t } = useTranslation('panel');
  const { event } = useEventContext();
  const summary = useEventSummary(event.id);
  const [params, setParams] = useSearchParams();
  if (summary.isError && !summary.data) {
    return <ErrorState error={summary.error} retry={() => void summary.refetch()} />;
  }
  if (!summary.data) return <Loading />;
  const { data } = summary;
  const asked = params.get('day') ?? '';
  const setDay = (day: string) => setParams({ day }, { replace: true, preventScrollReset: true });
  const hasSales = data.tickets_sold + data.tickets_cancelled > 0;
  return (
    <Stack gap="xl">
      <EventFigures event={event} summary={data} />
      {hasSales ? (
        <>
          <div className={styles.columns}>
            <DaysSection summary={data} onSelect={setDay} />
            <HoursSection summary={data} day={isDay(asked) ? asked : undefined} onDay={setDay} />
          </div>
          <RecentSales eventId={event.id} />
        </>
      ) : (
        <EmptyState title={t('sales.none')} text={t('sales.noneText')} />
      )}
      {data.by_section.length > 0 && <SectionsTable event={event} sections={data.by_section} />}
      <LostDemand eventId={event.id} />
    </Stack>
  );
}
