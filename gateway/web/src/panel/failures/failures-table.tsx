import { Anchor } from '@mantine/core';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { When } from '../../ui/index.ts';
import { type Column, DataTable } from '../components/data-table.tsx';
import { MoneyList } from '../components/money-list.tsx';
import { useReason } from '../components/reason.ts';
import type { Failure } from '../data/types.ts';
import { eventIdsOf } from './by-reason.ts';

type FailuresTableProps = {
  rows: readonly Failure[];
  nameOf(eventId: number): string;
  openHistory(ticketId: number): void;
};

const SHOWN = 4;

function Wanted({ ids, openHistory }: { ids: readonly number[]; openHistory(ticketId: number): void }) {
  const { t } = useTranslation('panel');
  return (
    <>
      {ids.slice(0, SHOWN).map((id, i) => (
        <Fragment key={id}>
          {i > 0 && ', '}
          <Anchor
            component="button"
            type="button"
            size="sm"
            onClick={() => openHistory(id)}
            aria-label={t('history.titleId', { id })}
          >
            {id}
          </Anchor>
        </Fragment>
      ))}
      {ids.length > SHOWN && ` ${t('failures.moreTickets', { count: ids.length - SHOWN })}`}
    </>
  );
}

function Events({ failure, nameOf }: { failure: Failure; nameOf(eventId: number): string }) {
  return (
    <>
      {eventIdsOf(failure).map((id, i) => (
        <Fragment key={id}>
          {i > 0 && ', '}
          <Anchor component={Link} to={`/panel/events/${id}`} size="sm">
            {nameOf(id)}
          </Anchor>
        </Fragment>
      ))}
    </>
  );
}

/** Failed purchases, the newest first; a ticket opens its history. */
export function FailuresTable({ rows, nameOf, openHistory }: FailuresTableProps) {
  const { t } = useTranslation('panel');
  const words = useReason();
  const columns: Column<Failure>[] = [
    { key: 'when', label: t('failures.when'), render: ({ at }) => <When iso={at} /> },
    { key: 'reason', label: t('failures.reason'), render: ({ reason }) => words(reason) },
    { key: 'event', label: t('failures.event'), render: (failure) => <Events failure={failure} nameOf={nameOf} /> },
    {
      key: 'wanted',
      label: t('failures.wanted'),
      render: ({ ticket_ids: ids }) => <Wanted ids={ids} openHistory={openHistory} />,
    },
    {
      key: 'lost',
      label: t('failures.lost'),
      end: true,
      render: ({ lost }) => <MoneyList amounts={lost} none={t('failures.unknownWorth')} />,
    },
    { key: 'purchase', label: t('table.purchase'), end: true, render: ({ purchase_id }) => purchase_id },
  ];
  return (
    <DataTable caption={t('failures.caption')} columns={columns} rows={rows} keyOf={({ purchase_id }) => purchase_id} />
  );
}
