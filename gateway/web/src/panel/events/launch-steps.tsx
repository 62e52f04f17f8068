import { Anchor, Button, Paper, Text, ThemeIcon, Title } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ErrorState } from '../../ui/index.ts';
import type { PanelEvent } from '../data/types.ts';
import styles from '../panel.module.css';
import { ShopLink } from './shop-link.tsx';
import { useChangeEvent } from './use-change-event.ts';

type StepProps = { number: number; done: boolean; title: string; children?: ReactNode };

function Step({ number, done, title, children }: StepProps) {
  return (
    <li className={styles.step}>
      <ThemeIcon radius="xl" size="md" variant={done ? 'filled' : 'light'} aria-hidden="true">
        {done ? <IconCheck size={16} /> : number}
      </ThemeIcon>
      <div className={styles.stepBody}>
        <Text fw={600}>{title}</Text>
        {children}
      </div>
    </li>
  );
}

function SeatsStep({ event }: { event: PanelEvent }) {
  const { t } = useTranslation('panel');
  const { total } = event.availability;
  const title = total > 0 ? t('launch.seatsDone', { count: total }) : t('launch.seats');
  return (
    <Step number={2} done={total > 0} title={title}>
      {total === 0 && (
        <Anchor component={Link} to={`/panel/events/${event.id}/tickets`} size="sm">
          {t('launch.seatsText')}
        </Anchor>
      )}
    </Step>
  );
}

function PublishStep({ event, etag, onPublished }: { event: PanelEvent; etag: string; onPublished(): void }) {
  const { t } = useTranslation('panel');
  const change = useChangeEvent(event.id);
  if (event.status === 'published') return <Step number={3} done title={t('launch.published')} />;
  const publish = () => change.mutate({ body: { status: 'published' }, etag }, { onSuccess: onPublished });
  return (
    <Step number={3} done={false} title={t('launch.publish')}>
      <Text size="sm" mb={6}>
        {t('launch.publishText')}
      </Text>
      <Button
        size="xs"
        variant={event.availability.total > 0 ? 'filled' : 'default'}
        loading={change.isPending}
        onClick={publish}
      >
        {t('launch.publishNow')}
      </Button>
      {change.isError && <ErrorState error={change.error} />}
    </Step>
  );
}

/** What is left to do until an event sells: shown until it has seats and is published, and then once more with its link. */
export function LaunchSteps({ event, etag }: { event: PanelEvent; etag: string }) {
  const { t } = useTranslation('panel');
  const isReady = event.status === 'published' && event.availability.total > 0;
  const [wasLaunched, setLaunched] = useState(!isReady);
  if (event.status === 'cancelled' || (isReady && !wasLaunched)) return null;
  return (
    <Paper withBorder p="md" component="section" aria-label={t('launch.title')}>
      <Title order={2} size="h4" mb="sm">
        {t('launch.title')}
      </Title>
      <ol className={styles.steps}>
        <Step number={1} done title={t('launch.event')} />
        <SeatsStep event={event} />
        <PublishStep event={event} etag={etag} onPublished={() => setLaunched(true)} />
        <Step number={4} done={false} title={t('launch.share')}>
          <Text size="sm" mb={6}>
            {t('launch.shareText')}
          </Text>
          {event.status === 'published' && <ShopLink eventId={event.id} />}
        </Step>
      </ol>
    </Paper>
  );
}
