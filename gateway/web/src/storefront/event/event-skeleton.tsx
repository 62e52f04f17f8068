import { Skeleton, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { SeatMapSkeleton } from '../../seat-map/index.ts';
import headerClasses from './event-header.module.css';
import classes from './seat-choice.module.css';

/** The place of an event's name, day and location, and of a line of its description. */
export function EventHeaderSkeleton() {
  return (
    <>
      <Skeleton className={headerClasses.place ?? ''} radius="md" aria-hidden />
      <Skeleton h="1.55rem" w="60%" aria-hidden />
    </>
  );
}

/** The place of the seats and of what is chosen of them. */
export function SeatChoiceSkeleton() {
  const { t } = useTranslation('storefront');
  return (
    <div className={classes.columns}>
      <VisuallyHidden role="status">{t('loading')}</VisuallyHidden>
      <div className={classes.seats}>
        <Skeleton h="2.25rem" w="9rem" mb="sm" aria-hidden />
        <SeatMapSkeleton />
      </div>
      <div className={classes.side} aria-hidden>
        <Skeleton h="12.5rem" mb="md" />
        <Skeleton h="7rem" />
      </div>
    </div>
  );
}
