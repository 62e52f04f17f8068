import { SegmentedControl, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Seat, SeatMap, SeatMapSkeleton, type SeatStatus, SeatTable, useSeatMap } from '../../seat-map/index.ts';
import { ErrorState } from '../../ui/index.ts';
import { roomIn } from '../basket/rules.ts';
import { useBasket } from '../basket/store.ts';
import { keys } from '../data/keys.ts';
import type { ShopEvent } from '../data/types.ts';
import { useSalesState } from '../data/use-sales-state.ts';
import { BestAvailable } from './best-available.tsx';
import { ChoiceBar } from './choice-bar.tsx';
import { ChoiceSummary } from './choice-summary.tsx';
import { Connection } from './connection.tsx';
import { SeatChoiceSkeleton } from './event-skeleton.tsx';
import { LostSeats } from './lost-seats.tsx';
import classes from './seat-choice.module.css';
import { useChoice } from './use-choice.ts';

type View = 'map' | 'list';

function ViewSwitch({ view, onChange }: { view: View; onChange(view: View): void }) {
  const { t } = useTranslation('storefront');
  return (
    <SegmentedControl
      aria-label={t('seats.view')}
      value={view}
      onChange={(value) => onChange(value === 'list' ? 'list' : 'map')}
      data={[
        { value: 'map', label: t('seats.map') },
        { value: 'list', label: t('seats.list') },
      ]}
    />
  );
}

/** Reads the event again when its map says that it is over. */
function useEndOfEvent(eventId: number, ended: string | undefined): void {
  const client = useQueryClient();
  useEffect(() => {
    if (ended !== undefined) void client.invalidateQueries({ queryKey: keys.event(eventId) });
  }, [client, eventId, ended]);
}

/** The seats of an event: chosen on the map, from the list, or by asking for the best. */
export function SeatChoice({ event }: { event: ShopEvent }) {
  const { t } = useTranslation('storefront');
  const map = useSeatMap(event.id, event.currency);
  const basket = useBasket();
  const choice = useChoice(map.model, roomIn(basket));
  const isOpen = useSalesState(event).kind === 'open';
  const [view, setView] = useState<View>('map');
  const summary = useRef<HTMLDivElement>(null);
  const mine = useMemo(
    () => new Set(basket.filter(({ eventId }) => eventId === event.id).map(({ ticketId }) => ticketId)),
    [basket, event.id],
  );
  const selectable = useCallback(
    ({ ticketId }: Seat, status: SeatStatus) => isOpen && status === 'available' && !mine.has(ticketId),
    [isOpen, mine],
  );
  useEndOfEvent(event.id, map.ended);
  if (!map.model) {
    return map.error ? <ErrorState error={map.error} retry={map.reload} /> : <SeatChoiceSkeleton />;
  }
  if (map.model.seats.length === 0) return null;
  const Chooser = view === 'map' ? SeatMap : SeatTable;
  return (
    <div>
      <LostSeats
        model={map.model}
        lost={choice.lost}
        kept={choice.seats}
        onTake={choice.restore}
        onDismiss={choice.forgetLost}
      />
      <div className={classes.columns}>
        <Stack gap="sm" className={classes.seats ?? ''}>
          <div className={classes.bar}>
            <ViewSwitch view={view} onChange={setView} />
            <Connection state={map.connection} />
          </div>
          <Suspense fallback={<SeatMapSkeleton />}>
            <Chooser
              map={map}
              selected={choice.ids}
              mine={mine}
              onToggle={choice.toggle}
              selectable={selectable}
              label={t('seats.label', { event: event.name })}
            />
          </Suspense>
        </Stack>
        <Stack gap="md" className={classes.side ?? ''}>
          {isOpen && (
            <BestAvailable model={map.model} room={roomIn(basket)} chosen={choice.ids} onFound={choice.replace} />
          )}
          <div ref={summary}>
            <ChoiceSummary event={event} choice={choice} isOpen={isOpen} />
          </div>
        </Stack>
      </div>
      <ChoiceBar seats={choice.seats} currency={event.currency} summary={summary} />
    </div>
  );
}
