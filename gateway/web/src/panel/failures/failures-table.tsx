import { Anchor } from '@mantine/core';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { When } from '../../ui/index.ts';
import { type Column, DataTable } from '../components/data-table.tsx';
import { MoneyList } from '../components/money-list.tsx';
import { useReason } from '../components/reason.ts';
import { useOwnSeatMaps } from '../data/own-seat-map.ts';
import type { Failure, OwnSeatMap } from '../data/types.ts';
import { eventIdsOf } from './by-reason.ts';
import { type WantedTicket, wantedSeats } from './wanted-seats.ts';

type FailuresTableProps = {
  rows: readonly Failure[];
  nameOf(eventId: number): string;
  openHistory: OpenHistory;
};
type OpenHistory = (ticketId: number, seat?: string) => void;

function SeatButton({ ticketId, seat, openHistory }: WantedTicket & { openHistory: OpenHistory }) {
  const { t } = useTranslation('panel');
  return (
    <Anchor
      component="button"
      type="button"
      size="sm"
      onClick={() => openHistory(ticketId, seat)}
      aria-label={seat === undefined ? t('history.titleId', { id: ticketId }) : t('table.history', { seat })}
    >
      {seat ?? ticketId}
    </Anchor>
  );
}

type WantedProps = {
  ids: readonly number[];
  mapOf(eventId: number): OwnSeatMap | undefined;
  openHistory: OpenHistory;
};

function Wanted({ ids, mapOf, openHistory }: WantedProps) {
  const { t } = useTranslation('panel');
  const { groups, more } = wantedSeats(ids, mapOf);
  return (
    <>
      {groups.map(({ section, tickets }, place) => (
        <Fragment key={tickets[0]?.ticketId}>
          {place > 0 && ' · '}
          {section !== '' && `${section}: `}
          {tickets.map((ticket, i) => (
            <Fragment key={ticket.ticketId}>
              {i > 0 && ', '}
              <SeatButton {...ticket} openHistory={openHistory} />
            </Fragment>
          ))}
        </Fragment>
      ))}
      {more > 0 && ` ${t('failures.moreTickets', { count: more })}`}
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
  const mapOf = useOwnSeatMaps([...new Set(rows.flatMap(eventIdsOf))]);
  const columns: Column<Failure>[] = [
    { key: 'when', label: t('failures.when'), render: ({ at }) => <When iso={at} /> },
    { key: 'reason', label: t('failures.reason'), render: ({ reason }) => words(reason) },
    { key: 'event', label: t('failures.event'), render: (failure) => <Events failure={failure} nameOf={nameOf} /> },
    {
      key: 'wanted',
      label: t('failures.wanted'),
      render: ({ ticket_ids: ids }) => <Wanted ids={ids} mapOf={mapOf} openHistory={openHistory} />,
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
