import { Button, Group, NativeSelect, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Seat, SeatMap, SeatTable, useSeatMap } from '../../seat-map/index.ts';
import { ErrorState, Loading } from '../../ui/index.ts';
import type { PanelEvent } from '../data/types.ts';
import { ChangeBar } from './change-bar.tsx';
import { changeable, isChangeable, sortChosen, toggled, withTickets } from './selection.ts';

type SeatsSectionProps = {
  event: PanelEvent;
  selected: ReadonlySet<number>;
  select(ticketIds: ReadonlySet<number>): void;
  openHistory(ticketId: number, seat: string): void;
};

const VIEWS = ['map', 'table'] as const;
type View = (typeof VIEWS)[number];

function SectionPicker({ seats, pick }: { seats: readonly Seat[]; pick(section: string): void }) {
  const { t } = useTranslation('panel');
  const sections = [...new Set(seats.map(({ section }) => section))];
  const [first = ''] = sections;
  const [section, setSection] = useState(first);
  return (
    <Group align="end" gap="xs">
      {sections.length > 1 && (
        <NativeSelect
          size="xs"
          label={t('batch.section')}
          data={sections.map((name) => ({ value: name, label: name || t('sales.noSection') }))}
          value={section}
          onChange={({ currentTarget: { value } }) => setSection(value)}
        />
      )}
      <Button size="xs" variant="default" onClick={() => pick(sections.includes(section) ? section : first)}>
        {t(sections.length > 1 ? 'change.selectSection' : 'change.selectAll')}
      </Button>
    </Group>
  );
}

/** The seats of a published event, on a map or in a table: chosen here, changed in the bar below. */
export function SeatsSection({ event, selected, select, openHistory }: SeatsSectionProps) {
  const { t } = useTranslation('panel');
  const map = useSeatMap(event.id, event.currency);
  const [view, setView] = useState<View>('map');
  const { model } = map;
  // Whatever is held or sold, from the beginning or meanwhile, is chosen no more.
  useEffect(() => {
    if (!map.model) return;
    const { all } = sortChosen(selected, map.model.statusOf);
    if (all.length < selected.size) select(new Set(all));
  }, [map, selected, select]);
  if (!model) return map.error ? <ErrorState error={map.error} retry={map.reload} /> : <Loading />;

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
    selectable: (_seat: Seat, status: Parameters<typeof isChangeable>[0]) => isChangeable(status),
    label: t('change.mapLabel', { name: event.name }),
  };
  return (
    <Stack component="section" gap="sm">
      <Title order={2} size="h4">
        {t('change.title')}
      </Title>
      <Text size="sm">{t('change.text')}</Text>
      <Group justify="space-between" align="end">
        <SegmentedControl
          size="xs"
          aria-label={t('change.view')}
          data={VIEWS.map((one) => ({ value: one, label: t(`change.${one}`) }))}
          value={view}
          onChange={(value) => setView(VIEWS.find((one) => one === value) ?? 'map')}
        />
        <SectionPicker
          seats={model.seats}
          pick={(section) => add(model.seats.filter((seat) => seat.section === section))}
        />
      </Group>
      {view === 'map' ? <SeatMap {...choice} onArea={add} /> : <SeatTable {...choice} />}
      {selected.size === 0 && (
        <Text size="sm" c="dimmed">
          {t('change.hint')}
        </Text>
      )}
      <ChangeBar
        event={event}
        selected={selected}
        select={select}
        statusOf={statusOf}
        nameOf={(ticketId) => model.find(ticketId)?.seat ?? String(ticketId)}
        openHistory={openHistory}
      />
    </Stack>
  );
}
