import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { SeatWords, Standing } from './seat-words.ts';
import type { Seat } from './types.ts';

/** Says aloud which seat the cursor is at, whenever it goes to another one or the seat's standing changes. */
export function useSpokenSeat(
  seat: Seat | undefined,
  standing: Standing,
  words: SeatWords,
  say: (text: string) => void,
): void {
  const { t } = useTranslation('seat-map');
  const said = useRef<{ ticketId: number; standing: Standing }>({ ticketId: 0, standing });
  useEffect(() => {
    if (!seat) return;
    const { ticketId } = seat;
    const before = said.current;
    if (before.ticketId === ticketId && before.standing === standing) return;
    said.current = { ticketId, standing };
    const isChoice = before.ticketId === ticketId && (standing === 'selected' || before.standing === 'selected');
    if (!isChoice) say(words.all(seat, standing));
    else say(t(standing === 'selected' ? 'announce.selected' : 'announce.released', { seat: words.place(seat) }));
  }, [seat, standing, words, say, t]);
}
