import { useTranslation } from 'react-i18next';
import type { SeatChooserParts } from './props.ts';
import { type SeatWords, type Standing, standingOf } from './seat-words.ts';
import type { Seat } from './types.ts';

/** How seats are chosen on the map. */
export type Choosing = {
  /** What a seat is to the reader now. */
  standing(seat: Seat | undefined): Standing;
  /** Chooses a seat or lets it go; `say` tells why not, where it may not be chosen. */
  one(seat: Seat): void;
  /** Chooses those of many that may be chosen; undefined where there is no choice of many. */
  many: ((seats: Seat[]) => void) | undefined;
};

/** Applies what the page allows. */
export function useChoosing(choice: SeatChooserParts, words: SeatWords, say: (text: string) => void): Choosing {
  const { t } = useTranslation('seat-map');
  const { model, selected, mine, onToggle, selectable, onArea } = choice;
  const standing = (seat: Seat | undefined) => (seat ? standingOf(seat, model, selected, mine) : 'available');
  const isSelectable = (seat: Seat) => selectable(seat, model.statusOf(seat.ticketId));
  return {
    standing,
    one(seat) {
      if (selected.has(seat.ticketId) || isSelectable(seat)) onToggle(seat);
      else say(t('announce.refused', { seat: words.all(seat, standing(seat)) }));
    },
    many:
      onArea &&
      ((seats) => {
        const fit = seats.filter(isSelectable);
        say(t('announce.area', { count: fit.length }));
        onArea(fit);
      }),
  };
}
