import { Group, Stack, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { ErrorState, Loading, PageTitle } from '../../ui/index.ts';
import { DaysSection } from '../charts/days-section.tsx';
import { LoadMore } from '../components/load-more.tsx';
import { useEventNames } from '../data/event-names.ts';
import { rowsOf, useOwnEvents, useSummary } from '../data/queries.ts';
import styles from '../panel.module.css';
import { RecentSales } from '../sales/recent-sales.tsx';
import { salesPath } from '../sales/sales-filter.ts';
import { EventCard } from './event-card.tsx';
import { FirstEvent } from './first-event.tsx';
import { LostDemand } from './lost-demand.tsx';
import { TotalFigures } from './total-figures.tsx';

function Events() {
  const { t } = useTranslation('panel');
  const query = useOwnEvents();
  const summary = useSummary();
  const revenue = new Map(summary.data?.by_event.map((event) => [event.event_id, event.currency_totals]));
  return (
    <Stack component="section" gap="xs">
      <Title order={2} size="h4">
        {t('overview.events')}
      </Title>
      <div className={styles.cards}>
        {rowsOf(query.data).map((event) => (
          <EventCard key={event.id} event={event} revenue={revenue.get(event.id) ?? []} />
        ))}
      </div>
      <LoadMore query={query} label={t('overview.more')} quiet />
    </Stack>
  );
}

function Figures() {
  const navigate = useNavigate();
  const summary = useSummary();
  if (summary.isError && !summary.data) {
    return <ErrorState error={summary.error} retry={() => void summary.refetch()} />;
  }
  if (!summary.data) return <Loading />;
  return (
    <>
      <TotalFigures summary={summary.data} />
      <DaysSection summary={summary.data} onSelect={(day) => void navigate(salesPath({ from: day, to: day }))} />
    </>
  );
}

/** All of a partner's events at a glance. A partner without events is led to the first one. */
export default function OverviewPage() {
  const { t } = useTranslation('panel');
  const events = useOwnEvents();
  const { nameOf } = useEventNames();
  if (events.isError && !events.data) return <ErrorState error={events.error} retry={() => void events.refetch()} />;
  if (!events.data) return <Loading />;
  if (rowsOf(events.data).length === 0) return <FirstEvent />;
  return (
    <Stack gap="xl">
      <Group justify="space-between">
        <PageTitle>{t('overview.title')}</PageTitle>
      </Group>
      <Figures />
      <Events />
      <RecentSales nameOf={nameOf} />
      <LostDemand />
    </Stack>
  );
}
