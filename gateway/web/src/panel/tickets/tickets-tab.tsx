import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState, ErrorState, Loading } from '../../ui/index.ts';
import { LoadMore } from '../components/load-more.tsx';
import { rowsOf, useBatches } from '../data/queries.ts';
import type { Batch, PanelEvent } from '../data/types.ts';
import { useEventContext } from '../events/event-context.ts';
import { useHistoryDrawer } from '../history/history-drawer.tsx';
import { BatchForm } from './batch-form.tsx';
import { BatchesTable } from './batches-table.tsx';
import { SeatsSection } from './seats-section.tsx';
import { idRange } from './selection.ts';
import { TicketList } from './ticket-list.tsx';

/** The form of a new batch: open by itself while there is none, and closed after it has made one. */
function NewBatch({ event, isFirst }: { event: PanelEvent; isFirst: boolean }) {
  const { t } = useTranslation('panel');
  const [opened, setOpened] = useState(false);
  const [created, setCreated] = useState<number>();
  const onCreated = (count: number) => {
    setCreated(count);
    setOpened(false);
  };
  return (
    <>
      <Group justify="space-between">
        <Title order={2} size="h4">
          {t('tickets.batches')}
        </Title>
        {!isFirst && !opened && <Button onClick={() => setOpened(true)}>{t('tickets.newBatch')}</Button>}
      </Group>
      {created !== undefined && (
        <Text size="sm" role="status">
          {t('batch.created', { count: created })}
        </Text>
      )}
      {(isFirst || opened) && (
        <BatchForm event={event} onCreated={onCreated} onClose={isFirst ? undefined : () => setOpened(false)} />
      )}
    </>
  );
}

function Seats({ event, batches }: { event: PanelEvent; batches: Batch[] }) {
  const [selected, select] = useState<ReadonlySet<number>>(new Set());
  const { open, drawer } = useHistoryDrawer();
  const sections = [...new Set(batches.map(({ section }) => section))].sort();
  const selectBatch = (batch: Batch) => {
    select(new Set(idRange(batch.first_ticket_id, batch.last_ticket_id)));
  };
  return (
    <>
      <BatchesTable batches={batches} selectBatch={event.status === 'cancelled' ? undefined : selectBatch} />
      <SeatsSection event={event} selected={selected} select={select} openHistory={open} />
      {event.status === 'published' && <TicketList event={event} sections={sections} openHistory={open} />}
      {drawer}
    </>
  );
}

/** The tickets of an event: its batches, a new one, and the seats to withdraw, to put back and to reprice. */
export default function TicketsTab() {
  const { t } = useTranslation('panel');
  const { event } = useEventContext();
  const query = useBatches(event.id);
  const batches = rowsOf(query.data);
  if (query.isError && !query.data) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  if (!query.data) return <Loading />;
  const isCancelled = event.status === 'cancelled';
  return (
    <Stack gap="lg">
      {!isCancelled && <NewBatch event={event} isFirst={batches.length === 0} />}
      {batches.length === 0 && isCancelled && <EmptyState title={t('tickets.none')} />}
      {batches.length > 0 && <Seats event={event} batches={batches} />}
      <LoadMore query={query} quiet />
    </Stack>
  );
}
