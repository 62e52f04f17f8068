import { Text } from '@mantine/core';
import { type RefObject, useLayoutEffect } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './seat-map.module.css';
import type { SeatWords, Standing } from './seat-words.ts';
import type { Seat, SeatMapModel } from './types.ts';

type Props = {
  card: RefObject<HTMLDivElement | null>;
  model: SeatMapModel;
  seat: Seat | undefined;
  standing: Standing;
  words: SeatWords;
  place(): void;
};

/** What is known of the seat under the pointer or the cursor. Screen readers hear it by other means. */
export function HoverCard({ card, model, seat, standing, words, place }: Props) {
  const { t } = useTranslation('seat-map');
  useLayoutEffect(place);
  const row = seat && model.rowOf(seat);
  return (
    <div ref={card} className={styles.card} data-shown={seat !== undefined} aria-hidden>
      {seat && (
        <>
          <Text size="xs" c="dimmed">
            {words.section(seat.section)}
            {row && ` · ${t('row', { row })}`}
          </Text>
          <Text size="sm" fw={650}>
            {seat.seat} · {words.price(seat.price)}
          </Text>
          <Text size="xs">{words.standing(standing)}</Text>
        </>
      )}
    </div>
  );
}
