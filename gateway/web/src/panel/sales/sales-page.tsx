import { Button, Group, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { EmptyState, ErrorState, Loading, PageTitle } from '../../ui/index.ts';
import { LoadMore } from '../components/load-more.tsx';
import { useEventNames } from '../data/event-names.ts';
import { rowsOf, useSales } from '../data/queries.ts';
import { useHistoryDrawer } from '../history/history-drawer.tsx';
import { useLiveSales } from '../live/live-provider.tsx';
import { CsvButton } from './csv-button.tsx';
import { newRows, withCancellations } from './new-rows.ts';
import { isBackwards, readFilter, type SalesFilter, writeFilter } from './sales-filter.ts';
import { SalesFilters } from './sales-filters.tsx';
import { SalesTable } from './sales-table.tsx';

function SalesRows({ filter }: { filter: SalesFilter }) {
  const { t } = useTranslation('panel');
  const query = useSales(filter);
  const live = useLiveSales(filter.eventId);
  const { nameOf } = useEventNames();
  const { open, drawer } = useHistoryDrawer();
  const read = rowsOf(query.data);
  const fresh = newRows(live, read, filter);
  if (query.isError && !query.data) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  if (!query.data) return <Loading />;
  const kind = writeFilter(filter).size > 0 ? 'noneFiltered' : 'none';
  return (
    <>
      {fresh.length > 0 && (
        <Button variant="light" fullWidth onClick={() => void query.refetch()} loading={query.isRefetching}>
          {t('table.newRows', { count: fresh.length })}
        </Button>
      )}
      {read.length === 0 ? (
        <EmptyState title={t(`sales.${kind}`)} text={t(`sales.${kind}Text`)} />
      ) : (
        <>
          <SalesTable rows={withCancellations(read, live)} nameOf={nameOf} openHistory={open} />
          <LoadMore query={query} />
        </>
      )}
      {drawer}
    </>
  );
}

/** Every sold ticket, with filters that are part of the address. */
export default function SalesPage() {
  const { t } = useTranslation('panel');
  const [params, setParams] = useSearchParams();
  const filter = readFilter(params);
  return (
    <Stack>
      <Group justify="space-between">
        <PageTitle>{t('sales.title')}</PageTitle>
        <CsvButton filter={filter} />
      </Group>
      <SalesFilters filter={filter} onChange={(next) => setParams(writeFilter(next), { replace: true })} />
      {!isBackwards(filter) && <SalesRows filter={filter} />}
    </Stack>
  );
}
