import { Group, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type Seat,
  SeatMap,
  type SeatMapModel,
  type SeatMapView,
  SeatTable,
  staticSeatMap,
  useSeatMap,
} from '../../seat-map/index.ts';
import { ErrorState, Loading } from '../../ui/index.ts';
import { ownSeatMapOptions } from '../data/own-seat-map.ts';
import type { PanelEvent } from '../data/types.ts';
import { ChangeBar } from './change-bar.tsx';
import { SectionPicker } from './section-picker.tsx';
import { changeable, isChangeable, sortChosen, toggled, withTickets } from './selection.ts';

type SeatsSectionProps = {
  event: PanelEvent;
  selected: ReadonlySet<number>;
  select(ticketIds: ReadonlySet<number>): void;
  openHistory(ticketId: number, seat: string): void;
};
type Shown = SeatsSectionProps & { map: SeatMapView; model: SeatMapModel };

// Nobody buys seats of a draft, but what was held before may be paid; those of a cancelled event come back one by one.
const READ_EVERY_MS = 15_000;
const VIEWS = ['map', 'table'] as const;
type View = (typeof VIEWS)[number];

function Seats({ event, map, model, selected, select, openHistory }: Shown) {
  const { t } = useTranslation('panel');
  const [view, setView] = useState<View>('map');
  const isFixed = event.status === 'cancelled';
  // Whatever is held or sold, from the beginning or meanwhile, is chosen no more.
  useEffect(() => {
    if (!map.model) return;
    const { all } = sortChosen(selected, map.model.statusOf);
    if (all.length < selected.size) select(new Set(all));
  }, [map, selected, select]);

  const statusOf = (ticketId: number) => model.statusOf(ticketId);
  const add = (seats: readonly Seat[]) =>
    select(
      withTickets(
        selected,
        changeable(seats, statusOf).map(({ ticketId }) => ticketId),
      ),
    );
  const choice = {
    map,
    selected,
    onToggle: ({ ticketId }: Seat) => select(toggled(selected, ticketId)),
    selectable: (_seat: Seat, status: Parameters<typeof isChangeable>[0]) => !isFixed && isChangeable(status),
    ...(isFixed ? {} : { onArea: add }),
    label: t('change.mapLabel', { name: event.name }),
  };
  return (
    <Stack component="section" gap="sm">
      <Title order={2} size="h4">
        {t('change.title')}
      </Title>
      <Text size="sm">{t(isFixed ? 'tickets.cancelled' : 'change.text')}</Text>
      <Group justify="space-between" align="end">
        <SegmentedControl
          size="xs"
          aria-label={t('change.view')}
          data={VIEWS.map((one) => ({ value: one, label: t(`change.${one}`) }))}
          value={view}
          onChange={(value) => setView(VIEWS.find((one) => one === value) ?? 'map')}
        />
        {!isFixed && (
          <SectionPicker
            seats={model.seats}
            pick={(section) => add(model.seats.filter((seat) => seat.section === section))}
          />
        )}
      </Group>
      {view === 'map' ? <SeatMap {...choice} /> : <SeatTable {...choice} />}
      {!isFixed && selected.size === 0 && (
        <Text size="sm" c="dimmed">
          {t('change.hint')}
        </Text>
      )}
      {!isFixed && (
        <ChangeBar
          event={event}
          selected={selected}
          select={select}
          statusOf={statusOf}
          nameOf={(ticketId) => model.find(ticketId)?.seat ?? String(ticketId)}
          openHistory={openHistory}
        />
      )}
    </Stack>
  );
}

function FollowedSeats(props: SeatsSectionProps) {
  const { id, currency } = props.event;
  const map = useSeatMap(id, currency);
  if (!map.model) return map.error ? <ErrorState error={map.error} retry={map.reload} /> : <Loading />;
  return <Seats {...props} map={map} model={map.model} />;
}

function ReadSeats(props: SeatsSectionProps) {
  const { id, currency } = props.event;
  const { data, error, refetch } = useQuery({ ...ownSeatMapOptions(id), staleTime: 0, refetchInterval: READ_EVERY_MS });
  const map = useMemo(() => data && staticSeatMap(data, currency), [data, currency]);
  if (!map?.model) return error ? <ErrorState error={error} retry={() => void refetch()} /> : <Loading />;
  return <Seats {...props} map={map} model={map.model} />;
}

/**
 * The seats of an event, on a map or in a table: chosen here, changed in the bar below. Those of a published event are
 * followed as they sell; only its partner can read the others.
 */
export function SeatsSection(props: SeatsSectionProps) {
  return props.event.status === 'published' ? <FollowedSeats {...props} /> : <ReadSeats {...props} />;
}
