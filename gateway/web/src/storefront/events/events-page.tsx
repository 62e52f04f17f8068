import { Button, Center, Stack, Text, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { EmptyState, ErrorState, PageTitle } from '../../ui/index.ts';
import { rowsOf, useEvents } from '../data/queries.ts';
import { EventCard } from './event-card.tsx';
import { EventFilters } from './event-filters.tsx';
import { EventSkeletons } from './event-skeletons.tsx';
import classes from './events-page.module.css';
import { type Filters, isNarrowed, NO_FILTERS } from './filters.ts';
import { useFilters } from './use-filters.ts';

type ListProps = { filters: Filters; onChange(changes: Partial<Filters>): void };

function NoEvents({ filters, onChange }: ListProps) {
  const { t } = useTranslation('storefront');
  const narrowed = isNarrowed(filters);
  return (
    <EmptyState
      title={narrowed ? t('events.noneFound') : t('events.none')}
      text={narrowed ? t('events.noneFoundText') : t('events.noneText')}
      action={narrowed && <Button onClick={() => onChange(NO_FILTERS)}>{t('filters.clear')}</Button>}
    />
  );
}

function EventList({ filters, onChange }: ListProps) {
  const { t } = useTranslation('storefront');
  const events = useEvents(filters);
  const { data, error, isPending, isPlaceholderData, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = events;
  const rows = rowsOf(data);
  if (isPending) return <EventSkeletons />;
  if (error && rows.length === 0) return <ErrorState error={error} retry={() => void refetch()} />;
  return (
    <>
      <VisuallyHidden role="status">
        {isPlaceholderData ? '' : t('events.shown', { count: rows.length })}
      </VisuallyHidden>
      {rows.length === 0 && <NoEvents filters={filters} onChange={onChange} />}
      <div className={classes.grid} aria-busy={isPlaceholderData}>
        {rows.map((event) => (
          <EventCard key={event.id} event={event} />
        ))}
      </div>
      {hasNextPage && (
        <Center>
          <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('more')}
          </Button>
        </Center>
      )}
    </>
  );
}

/** The events on offer. */
export function EventsPage() {
  const { t } = useTranslation('storefront');
  const [filters, change] = useFilters();
  return (
    <Stack gap="lg">
      <div>
        <PageTitle>{t('events.title')}</PageTitle>
        <Text c="dimmed">{t('events.text')}</Text>
      </div>
      <EventFilters filters={filters} onChange={change} />
      <EventList filters={filters} onChange={change} />
    </Stack>
  );
}
