import { Anchor, Group, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ErrorState, Loading } from '../../ui/index.ts';
import { useRecentSales } from '../data/queries.ts';
import { useHistoryDrawer } from '../history/history-drawer.tsx';
import { useLiveSales } from '../live/live-provider.tsx';
import { mergeSales, saleKey } from '../live/live-sales.ts';
import { salesPath } from './sales-filter.ts';
import { SalesTable } from './sales-table.tsx';

const SHOWN = 10;

/** The last sales as they come, of all events or of one. */
export function RecentSales({ eventId, nameOf }: { eventId?: number; nameOf?: (eventId: number) => string }) {
  const { t } = useTranslation('panel');
  const query = useRecentSales(eventId);
  const live = useLiveSales(eventId);
  const { open, drawer } = useHistoryDrawer();
  const rows = mergeSales(live, query.data?.data ?? [], SHOWN);
  const arrived = new Set(live.map(saleKey));
  return (
    <Stack component="section" gap="xs">
      <Group justify="space-between">
        <Title order={2} size="h4">
          {t('sales.live')}
        </Title>
        <Anchor component={Link} size="sm" to={salesPath({ eventId })}>
          {t('overview.allSales')}
        </Anchor>
      </Group>
      {query.isError && !query.data && <ErrorState error={query.error} retry={() => void query.refetch()} />}
      {query.isPending && <Loading />}
      {query.data && rows.length === 0 && (
        <Text c="dimmed">
          {t('sales.none')}. {t('sales.noneText')}
        </Text>
      )}
      {rows.length > 0 && (
        <SalesTable
          rows={rows}
          openHistory={open}
          isFresh={(sale) => arrived.has(saleKey(sale))}
          {...(nameOf ? { nameOf } : {})}
        />
      )}
      {drawer}
    </Stack>
  );
}
