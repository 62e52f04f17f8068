import { Skeleton, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import cardClasses from './event-card.module.css';
import classes from './events-page.module.css';

const PLACES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

/** The list while it is on its way, in the shape that it will have. */
export function EventSkeletons() {
  const { t } = useTranslation('storefront');
  return (
    <div className={classes.grid} role="status">
      <VisuallyHidden>{t('loading')}</VisuallyHidden>
      {PLACES.map((place) => (
        <div key={place} className={cardClasses.card} aria-hidden>
          <Skeleton h={116} radius={0} />
          <div className={cardClasses.body}>
            <Skeleton h={22} w="80%" />
            <Skeleton h={16} w="60%" />
            <Skeleton h={38} />
            <Skeleton h={22} w="40%" />
          </div>
        </div>
      ))}
    </div>
  );
}
