import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Seat, SeatMapModel } from '../../seat-map/index.ts';
import { type Lost, toggled, withoutLost } from './selection.ts';

/** The seats that somebody has chosen on the map, and those of them that others took meanwhile. */
export type Choice = {
  seats: readonly Seat[];
  ids: ReadonlySet<number>;
  lost: readonly Lost<Seat>[];
  /** True when a seat was not added because the purchase is full. */
  full: boolean;
  toggle(seat: Seat): void;
  /** Chooses these seats and no others. */
  replace(seats: readonly Seat[]): void;
  /** Chooses these seats too, in place of those that were lost. */
  restore(seats: readonly Seat[]): void;
  forgetLost(): void;
};

type State = Pick<Choice, 'seats' | 'lost' | 'full'>;

const NOTHING: State = { seats: [], lost: [], full: false };

function afterChange(state: State, model: SeatMapModel): State {
  const statusOf = (id: number) => (model.find(id) ? model.statusOf(id) : undefined);
  const { kept, lost } = withoutLost(state.seats, statusOf);
  return lost.length === 0 ? state : { ...state, seats: kept, lost: [...state.lost, ...lost] };
}

/** Follows a choice of at most `room` seats on a map on which others choose too. */
export function useChoice(model: SeatMapModel | undefined, room: number): Choice {
  const [state, setState] = useState(NOTHING);

  useEffect(() => {
    if (!model) return;
    const check = () => setState((before) => afterChange(before, model));
    check();
    return model.watch(check);
  }, [model]);

  const toggle = useCallback(
    (seat: Seat) =>
      setState((before) => {
        const seats = toggled(before.seats, seat, room);
        return { ...before, seats, full: seats === before.seats };
      }),
    [room],
  );
  const replace = useCallback((seats: readonly Seat[]) => setState({ ...NOTHING, seats }), []);
  const restore = useCallback(
    (seats: readonly Seat[]) =>
      setState((before) => {
        const present = new Set(before.seats.map(({ ticketId }) => ticketId));
        const joining = seats.filter(({ ticketId }) => !present.has(ticketId));
        return { ...NOTHING, seats: [...before.seats, ...joining].slice(0, room) };
      }),
    [room],
  );
  const forgetLost = useCallback(() => setState((before) => ({ ...before, lost: [] })), []);

  // A new layout has new prices: what is shown is how the seats are now.
  const seats = useMemo(() => state.seats.map((seat) => model?.find(seat.ticketId) ?? seat), [state.seats, model]);
  const ids = useMemo(() => new Set(seats.map(({ ticketId }) => ticketId)), [seats]);
  return { seats, ids, lost: state.lost, full: state.full, toggle, replace, restore, forgetLost };
}
