import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { ErrorState, usePageTitle } from '../../ui/index.ts';
import { isMissing } from '../data/missing.ts';
import { eventOptions } from '../data/queries.ts';
import type { ShopEvent } from '../data/types.ts';
import { LinkButton } from '../parts/link-button.tsx';
import { Missing } from '../parts/missing.tsx';
import { EventHeader } from './event-header.tsx';
import classes from './event-page.module.css';
import { EventHeaderSkeleton, SeatChoiceSkeleton } from './event-skeleton.tsx';
import { SalesNotice } from './sales-notice.tsx';
import { SeatChoice } from './seat-choice.tsx';

function MissingEvent() {
  const { t } = useTranslation('storefront');
  const action = <LinkButton to="/">{t('event.others')}</LinkButton>;
  return <Missing title={t('event.missing')} text={t('event.missingText')} action={action} />;
}

function Shown({ event }: { event: ShopEvent }) {
  usePageTitle(event.name);
  return (
    <div className={classes.page}>
      <EventHeader event={event} />
      <SalesNotice event={event} />
      <SeatChoice key={event.id} event={event} />
    </div>
  );
}

/** One event, and the way to its seats. */
export function EventPage() {
  const eventId = Number(useParams().eventId);
  const known = Number.isSafeInteger(eventId) && eventId > 0;
  const { data, error, refetch } = useQuery({ ...eventOptions(eventId), enabled: known });
  if (!known || isMissing(error)) return <MissingEvent />;
  if (data) return <Shown event={data} />;
  if (error) return <ErrorState error={error} retry={() => void refetch()} />;
  return (
    <div className={classes.page}>
      <EventHeaderSkeleton />
      <SeatChoiceSkeleton />
    </div>
  );
}
