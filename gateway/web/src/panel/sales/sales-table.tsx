import { Anchor, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../../format.ts';
import { When } from '../../ui/index.ts';
import { type Column, DataTable } from '../components/data-table.tsx';
import type { Sale } from '../data/types.ts';
import { saleKey } from '../live/live-sales.ts';
import { SaleStatus } from './sale-status.tsx';

type SalesTableProps = {
  rows: readonly Sale[];
  openHistory(ticketId: number, seat: string): void;
  /** The name of an event by its id; without it the table is of one event and has no such column. */
  nameOf?: (eventId: number) => string;
  isFresh?(sale: Sale): boolean;
};

function Buyer({ sale: { customer } }: { sale: Sale }) {
  const { t } = useTranslation('panel');
  if (customer.name === null && customer.email === null) return <>{t('table.gone')}</>;
  return (
    <>
      {customer.name}
      <Text component="span" display="block" size="xs" c="dimmed">
        {customer.email}
      </Text>
    </>
  );
}

function useColumns({ openHistory, nameOf }: Pick<SalesTableProps, 'openHistory' | 'nameOf'>): Column<Sale>[] {
  const { t } = useTranslation('panel');
  const format = useFormat();
  const event: Column<Sale> = {
    key: 'event',
    label: t('table.event'),
    render: ({ event_id: id }) => (
      <Anchor component={Link} to={`/panel/events/${id}`} size="sm">
        {nameOf?.(id)}
      </Anchor>
    ),
  };
  return [
    { key: 'when', label: t('table.when'), render: ({ sold_at }) => <When iso={sold_at} /> },
    ...(nameOf ? [event] : []),
    {
      key: 'seat',
      label: t('table.seat'),
      render: ({ ticket_id: id, seat }) => (
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
    {
      key: 'price',
      label: t('table.price'),
      end: true,
      render: ({ price, currency }) => format.money(price, currency),
    },
    { key: 'customer', label: t('table.customer'), render: (sale) => <Buyer sale={sale} /> },
    { key: 'purchase', label: t('table.purchase'), end: true, render: ({ purchase_id }) => purchase_id },
    { key: 'status', label: t('table.status'), render: (sale) => <SaleStatus sale={sale} /> },
  ];
}

/** Sold tickets; a seat opens its history. */
export function SalesTable({ rows, openHistory, nameOf, isFresh }: SalesTableProps) {
  const { t } = useTranslation('panel');
  const columns = useColumns({ openHistory, ...(nameOf ? { nameOf } : {}) });
  return (
    <DataTable
      caption={t('table.caption')}
      columns={columns}
      rows={rows}
      keyOf={saleKey}
      {...(isFresh ? { isFresh } : {})}
    />
  );
}
