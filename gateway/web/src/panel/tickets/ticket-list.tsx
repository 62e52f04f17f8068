import { Anchor, NativeSelect, Stack, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useFormat } from '../../format.ts';
import { EmptyState, ErrorState, Loading, StatusBadge } from '../../ui/index.ts';
import { type Column, DataTable } from '../components/data-table.tsx';
import { LoadMore } from '../components/load-more.tsx';
import { rowsOf, type TicketFilter, useTickets } from '../data/queries.ts';
import type { PanelEvent, Ticket } from '../data/types.ts';
import styles from '../panel.module.css';
import { readTicketFilter, TICKET_STATUSES, writeTicketFilter } from './ticket-filter.ts';

type ListProps = { event: PanelEvent; sections: readonly string[]; openHistory(ticketId: number, seat: string): void };

function Filters({
  filter,
  sections,
  onChange,
}: {
  filter: TicketFilter;
  sections: readonly string[];
  onChange(filter: TicketFilter): void;
}) {
  const { t } = useTranslation('panel');
  const statuses = TICKET_STATUSES.map((status) => ({ value: status, label: t(`ticketStatus.${status}`) }));
  // A section may have the empty name: the choice of all of them needs another value.
  const names = sections.map((name) => ({ value: `=${name}`, label: name || t('sales.noSection') }));
  return (
    <div className={styles.filters}>
      <NativeSelect
        label={t('ticketList.status')}
        data={[{ value: '', label: t('ticketList.any') }, ...statuses]}
        value={filter.status ?? ''}
        onChange={({ currentTarget: { value } }) =>
          onChange({ ...filter, status: TICKET_STATUSES.find((status) => status === value) })
        }
      />
      <NativeSelect
        label={t('ticketList.section')}
        data={[{ value: '', label: t('ticketList.allSections') }, ...names]}
        value={filter.section === undefined ? '' : `=${filter.section}`}
        onChange={({ currentTarget: { value } }) =>
          onChange({ ...filter, section: value === '' ? undefined : value.slice(1) })
        }
      />
    </div>
  );
}

function Rows({
  event,
  filter,
  openHistory,
}: {
  event: PanelEvent;
  filter: TicketFilter;
  openHistory: ListProps['openHistory'];
}) {
  const { t } = useTranslation('panel');
  const format = useFormat();
  const query = useTickets(event.id, filter);
  const rows = rowsOf(query.data);
  if (query.isError && !query.data) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  if (!query.data) return <Loading />;
  if (rows.length === 0) return <EmptyState title={t('ticketList.none')} text={t('ticketList.noneText')} />;
  const columns: Column<Ticket>[] = [
    {
      key: 'seat',
      label: t('table.seat'),
      render: ({ id, seat }) => (
        <Anchor
          component="button"
          type="button"
          size="sm"
          onClick={() => openHistory(id, seat)}
          aria-label={t('table.history', { seat })}
        >
          {seat}
        </Anchor>
      ),
    },
    { key: 'section', label: t('tickets.section'), render: ({ section }) => section || t('sales.noSection') },
    {
      key: 'price',
      label: t('tickets.price'),
      end: true,
      render: ({ price, currency }) => format.money(price, currency),
    },
    { key: 'status', label: t('table.status'), render: ({ status }) => <StatusBadge status={status} /> },
  ];
  return (
    <>
      <DataTable caption={t('ticketList.caption')} columns={columns} rows={rows} keyOf={({ id }) => id} />
      <LoadMore query={query} />
    </>
  );
}

/** The tickets of a published event by status: the rows behind its numbers. The filter is part of the address. */
export function TicketList({ event, sections, openHistory }: ListProps) {
  const { t } = useTranslation('panel');
  const [params, setParams] = useSearchParams();
  const filter = readTicketFilter(params);
  return (
    <Stack component="section" gap="sm" id="tickets">
      <Title order={2} size="h4">
        {t('ticketList.caption')}
      </Title>
      <Filters
        filter={filter}
        sections={sections}
        onChange={(next) => setParams(writeTicketFilter(next), { replace: true, preventScrollReset: true })}
      />
      <Rows event={event} filter={filter} openHistory={openHistory} />
    </Stack>
  );
}
