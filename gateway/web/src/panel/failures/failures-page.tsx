import { NativeSelect, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { EmptyState, ErrorState, Loading, PageTitle } from '../../ui/index.ts';
import { EventSelect } from '../components/event-select.tsx';
import { LoadMore } from '../components/load-more.tsx';
import { useReason } from '../components/reason.ts';
import { useEventNames } from '../data/event-names.ts';
import { rowsOf, useFailures } from '../data/queries.ts';
import type { Failure } from '../data/types.ts';
import { useHistoryDrawer } from '../history/history-drawer.tsx';
import styles from '../panel.module.css';
import { groupByReason } from './by-reason.ts';
import { type FailuresFilter, failuresPath, readFailuresFilter, writeFailuresFilter } from './failures-filter.ts';
import { FailuresTable } from './failures-table.tsx';
import { ReasonCards } from './reason-cards.tsx';

function Filters({
  filter,
  reasons,
  onChange,
}: {
  filter: FailuresFilter;
  reasons: string[];
  onChange(filter: FailuresFilter): void;
}) {
  const { t } = useTranslation('panel');
  const words = useReason();
  const known = filter.reason === undefined ? reasons : [...new Set([filter.reason, ...reasons])];
  const data = [
    { value: '', label: t('failures.allReasons') },
    ...known.map((reason) => ({ value: reason, label: words(reason) })),
  ];
  return (
    <div className={styles.filters}>
      <EventSelect value={filter.eventId} onChange={(eventId) => onChange({ ...filter, eventId })} />
      <NativeSelect
        label={t('filter.reason')}
        data={data}
        value={filter.reason ?? ''}
        onChange={({ currentTarget: { value } }) => onChange({ ...filter, reason: value === '' ? undefined : value })}
      />
    </div>
  );
}

function Rows({ rows, filter }: { rows: Failure[]; filter: FailuresFilter }) {
  const { t } = useTranslation('panel');
  const { nameOf } = useEventNames();
  const { open, drawer } = useHistoryDrawer();
  const groups = groupByReason(rows);
  const shown = filter.reason === undefined ? rows : rows.filter(({ reason }) => reason === filter.reason);
  return (
    <>
      <Title order={2} size="h4">
        {t('failures.byReason')}
      </Title>
      <Text size="sm" c="dimmed">
        {t('failures.ofLoaded', { count: rows.length })}
      </Text>
      <ReasonCards groups={groups} pathOf={(reason) => failuresPath({ ...filter, reason })} />
      {shown.length === 0 ? (
        <Text c="dimmed">{t('failures.noneFiltered')}</Text>
      ) : (
        <FailuresTable rows={shown} nameOf={nameOf} openHistory={open} />
      )}
      {drawer}
    </>
  );
}

/** Purchases that failed, by reason: the demand that was lost. */
export default function FailuresPage() {
  const { t } = useTranslation('panel');
  const [params, setParams] = useSearchParams();
  const filter = readFailuresFilter(params);
  const query = useFailures(filter.eventId);
  const rows = rowsOf(query.data);
  const reasons = groupByReason(rows).map(({ reason }) => reason);
  return (
    <Stack>
      <PageTitle>{t('failures.title')}</PageTitle>
      <Text>{t('failures.text')}</Text>
      <Filters
        filter={filter}
        reasons={reasons}
        onChange={(next) => setParams(writeFailuresFilter(next), { replace: true })}
      />
      {query.isError && !query.data && <ErrorState error={query.error} retry={() => void query.refetch()} />}
      {query.isPending && <Loading />}
      {query.data && rows.length === 0 && <EmptyState title={t('failures.none')} text={t('failures.noneText')} />}
      {rows.length > 0 && (
        <>
          <Rows rows={rows} filter={filter} />
          <LoadMore query={query} />
        </>
      )}
    </Stack>
  );
}
