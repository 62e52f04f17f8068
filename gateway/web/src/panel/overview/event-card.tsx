import { Anchor, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../../format.ts';
import { StatusBadge, When } from '../../ui/index.ts';
import { MoneyList } from '../components/money-list.tsx';
import { ShareBar } from '../components/share-bar.tsx';
import type { Money, PanelEvent } from '../data/types.ts';
import styles from '../panel.module.css';
import { salesPath } from '../sales/sales-filter.ts';

/** An event at a glance; every part of it leads to what is behind it. */
export function EventCard({ event, revenue }: { event: PanelEvent; revenue: readonly Money[] }) {
  const { t } = useTranslation('panel');
  const format = useFormat();
  const { id, name, status, date, location, availability } = event;
  return (
    <Paper withBorder p="md" component="article">
      <Stack gap="xs" h="100%">
        <Group justify="space-between" align="start" wrap="nowrap">
          <Title order={3} size="h5">
            <Anchor component={Link} to={`/panel/events/${id}`} inherit>
              {name}
            </Anchor>
          </Title>
          <div className={styles.noShrink}>
            <StatusBadge status={status} />
          </div>
        </Group>
        <Text size="sm" c="dimmed">
          <When iso={date} /> · {location}
        </Text>
        {availability.total > 0 ? (
          <ShareBar {...availability} />
        ) : (
          <Text size="sm">
            {t('overview.noTickets')}
            {status !== 'cancelled' && (
              <>
                {' · '}
                <Anchor component={Link} to={`/panel/events/${id}/tickets`} size="sm" underline="always">
                  {t('overview.addSeats')}
                </Anchor>
              </>
            )}
          </Text>
        )}
        <Text size="sm" mt="auto">
          {t('figures.revenue')}{' '}
          <Anchor component={Link} to={salesPath({ eventId: id, status: 'sold' })} size="sm" fw={600}>
            <MoneyList amounts={revenue} none={format.money(0, event.currency)} />
          </Anchor>
        </Text>
      </Stack>
    </Paper>
  );
}
