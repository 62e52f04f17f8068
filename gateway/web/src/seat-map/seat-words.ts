import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format.ts';
import type { Seat, SeatMapModel, SeatStatus } from './types.ts';

/** What a seat is to the reader. */
export type Standing = 'selected' | 'mine' | SeatStatus;

/** A seat in words. */
export type SeatWords = {
  section(name: string): string;
  price(amount: number): string;
  standing(standing: Standing): string;
  /** Where it is: section, row and seat. */
  place(seat: Seat): string;
  /** All there is to know. */
  all(seat: Seat, standing: Standing): string;
};

/** The words of the reader's language for seats of a map. */
export function useSeatWords(model: SeatMapModel): SeatWords {
  const { t } = useTranslation('seat-map');
  const format = useFormat();
  return useMemo(() => {
    const section = (name: string) => name || t('unnamedSection');
    const price = (amount: number) => (amount === 0 ? t('free') : format.money(amount, model.currency));
    const standingOf = (standing: Standing) =>
      standing === 'selected' || standing === 'mine' ? t(`mark.${standing}`) : t(`status.${standing}`);
    const place = (seat: Seat) => {
      const row = model.rowOf(seat);
      const parts = [section(seat.section), row && t('row', { row }), t('seat', { seat: seat.seat })];
      return parts.filter(Boolean).join(', ');
    };
    return {
      section,
      price,
      standing: standingOf,
      place,
      all: (seat, standing) => [place(seat), price(seat.price), standingOf(standing)].join(', '),
    };
  }, [t, format, model]);
}

/** What a seat is to the reader: chosen and own come before how it stands for everyone. */
export function standingOf(
  { ticketId }: Seat,
  model: SeatMapModel,
  selected: ReadonlySet<number>,
  mine: ReadonlySet<number> | undefined,
): Standing {
  if (selected.has(ticketId)) return 'selected';
  if (mine?.has(ticketId)) return 'mine';
  return model.statusOf(ticketId);
}
