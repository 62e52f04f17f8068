import { Anchor, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, NavLink, Outlet, useParams } from 'react-router';
import { ProblemError } from '../../api/problem.ts';
import { ErrorState, Loading, PageTitle, StatusBadge, When } from '../../ui/index.ts';
import { readId } from '../data/event-id.ts';
import { useOwnEvent } from '../data/queries.ts';
import type { TaggedEvent } from '../data/tagged-event.ts';
import type { PanelEvent } from '../data/types.ts';
import styles from '../panel.module.css';
import { CancellationProgress } from './cancellation-progress.tsx';
import { LaunchSteps } from './launch-steps.tsx';
import { ShopLink } from './shop-link.tsx';

function Header({ event }: { event: PanelEvent }) {
  const { t } = useTranslation('panel');
  return (
    <div>
      <Anchor component={Link} to="/panel" size="sm">
        {t('event.back')}
      </Anchor>
      <Group justify="space-between" align="end">
        <div>
          <PageTitle>{event.name}</PageTitle>
          <Group gap="xs">
            <StatusBadge status={event.status} />
            <Text size="sm" c="dimmed">
              <When iso={event.date} /> · {event.location}
            </Text>
          </Group>
        </div>
        {event.status === 'published' && <ShopLink eventId={event.id} />}
      </Group>
    </div>
  );
}

function Tabs({ eventId }: { eventId: number }) {
  const { t } = useTranslation('panel');
  const base = `/panel/events/${eventId}`;
  const tabs = [
    { key: 'sales', to: base },
    { key: 'tickets', to: `${base}/tickets` },
    { key: 'edit', to: `${base}/edit` },
  ] as const;
  return (
    <nav aria-label={t('event.tabs.label')} className={styles.bar}>
      <ul className={styles.tabs}>
        {tabs.map(({ key, to }) => (
          <li key={key}>
            <NavLink to={to} end className={() => styles.tab}>
              {t(`event.tabs.${key}`)}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Missing() {
  const { t } = useTranslation('panel');
  return (
    <Stack>
      <PageTitle>{t('event.missing')}</PageTitle>
      <Text>{t('event.missingText')}</Text>
      <Anchor component={Link} to="/panel">
        {t('event.back')}
      </Anchor>
    </Stack>
  );
}

function EventOf({ eventId }: { eventId: number }) {
  const query = useOwnEvent(eventId);
  if (query.error instanceof ProblemError && query.error.status === 404) {
    return <Missing />;
  }
  if (query.isError && !query.data) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  if (!query.data) return <Loading />;
  const { event, etag } = query.data;
  return (
    <Stack>
      <Header event={event} />
      {event.status === 'cancelled' && <CancellationProgress progress={event.cancellation} />}
      <LaunchSteps event={event} etag={etag} />
      <Tabs eventId={eventId} />
      <Outlet context={{ event, etag } satisfies TaggedEvent} />
    </Stack>
  );
}

/** One event: what it is, and a tab each for its sales, its tickets and its fields. */
export default function EventPage() {
  const eventId = readId(useParams().eventId);
  if (eventId === undefined) return <Missing />;
  return <EventOf key={eventId} eventId={eventId} />;
}
