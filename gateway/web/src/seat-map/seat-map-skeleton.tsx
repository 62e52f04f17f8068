import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import styles from './seat-map.module.css';

/** The place of a map that is on its way. */
export function SeatMapSkeleton() {
  // Has the map's texts fetched while its seats are: it is drawn at once when they come.
  useTranslation('seat-map', { useSuspense: false });
  return (
    <div className={styles.board} aria-hidden>
      <div className={styles.top}>
        <div className={styles.frame}>
          <Skeleton h="100%" radius={0} />
        </div>
        <div className={styles.toolbarPlace} />
      </div>
      <Skeleton h="1.25rem" w="70%" />
      <Skeleton h="1rem" w="50%" />
    </div>
  );
}
