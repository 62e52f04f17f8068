import { Anchor, Group, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ErrorState, Loading } from '../../ui/index.ts';
import { rowsOf, useFailures } from '../data/queries.ts';
import { groupByReason } from '../failures/by-reason.ts';
import { failuresPath } from '../failures/failures-filter.ts';
import { ReasonCards } from '../failures/reason-cards.tsx';

/** Why purchases failed of late. */
export function LostDemand({ eventId }: { eventId?: number }) {
  const { t } = useTranslation('panel');
  const query = useFailures(eventId);
  const rows = rowsOf(query.data);
  return (
    <Stack component="section" gap="xs">
      <Group justify="space-between">
        <Title order={2} size="h4">
          {t('overview.lost')}
        </Title>
        <Anchor component={Link} size="sm" to={failuresPath({ eventId })}>
          {t('overview.allLost')}
        </Anchor>
      </Group>
      {query.isError && !query.data && <ErrorState error={query.error} retry={() => void query.refetch()} />}
      {query.isPending && <Loading />}
      {query.data && rows.length === 0 && <Text c="dimmed">{t('overview.lostNone')}</Text>}
      {rows.length > 0 && (
        <>
          <Text size="sm" c="dimmed">
            {t('overview.lostOf', { count: rows.length })}
          </Text>
          <ReasonCards groups={groupByReason(rows)} pathOf={(reason) => failuresPath({ eventId, reason })} />
        </>
      )}
    </Stack>
  );
}
