import { Button, Group, Pagination, Table, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState, ErrorState, Loading } from '../../ui/index.ts';
import type { SeatChooserParts, SeatChooserProps } from '../props.ts';
import { standingOf, useSeatWords } from '../seat-words.ts';
import { findSeats, type SeatFilter, seatsInOrder } from './find-seats.ts';
import { SeatFilters } from './seat-filters.tsx';
import { SeatRow } from './seat-row.tsx';
import styles from './seat-table.module.css';

const PAGE = 50;
const EVERYTHING: SeatFilter = { section: undefined, onlyAvailable: false, search: '' };

function Head() {
  const { t } = useTranslation('seat-map');
  return (
    <Table.Thead>
      <Table.Tr>
        <Table.Th className={styles.wide ?? ''}>{t('table.section')}</Table.Th>
        <Table.Th className={styles.wide ?? ''}>{t('table.row')}</Table.Th>
        <Table.Th>{t('table.seat')}</Table.Th>
        <Table.Th className={styles.price ?? ''}>{t('table.price')}</Table.Th>
        <Table.Th>{t('table.status')}</Table.Th>
        <Table.Th className={styles.action ?? ''}>{t('table.action')}</Table.Th>
      </Table.Tr>
    </Table.Thead>
  );
}

function Pages({ pages, page, onChange }: { pages: number; page: number; onChange(page: number): void }) {
  const { t } = useTranslation('seat-map');
  if (pages <= 1) return null;
  return (
    <nav aria-label={t('table.pages')}>
      <Pagination
        total={pages}
        value={page}
        onChange={onChange}
        siblings={1}
        size="sm"
        getItemProps={(number) => ({ 'aria-label': t('table.page', { page: number }) })}
        getControlProps={(control) => ({ 'aria-label': t(control === 'next' ? 'table.next' : 'table.previous') })}
      />
    </nav>
  );
}

function Board({ model, selected, mine, onToggle, selectable, onArea, label }: SeatChooserParts) {
  const { t } = useTranslation('seat-map');
  const words = useSeatWords(model);
  const [filter, setFilter] = useState(EVERYTHING);
  const [wanted, setPage] = useState(1);
  const order = useMemo(() => seatsInOrder(model), [model]);
  // Looked for anew with every change: seats that are gone leave the list of those that may be had.
  const found = findSeats(model, order, filter);
  const pages = Math.max(1, Math.ceil(found.length / PAGE));
  const page = Math.min(wanted, pages);
  const from = (page - 1) * PAGE;
  const shown = found.slice(from, from + PAGE);
  const isSelectable = (seat: (typeof found)[number]) => selectable(seat, model.statusOf(seat.ticketId));
  const choosable = onArea ? found.filter(isSelectable) : [];
  const change = (next: SeatFilter) => {
    setFilter(next);
    setPage(1);
  };
  return (
    <div className={styles.board}>
      <SeatFilters model={model} words={words} filter={filter} onChange={change} />
      <Group justify="space-between" mih="2rem">
        <Text size="sm" c="dimmed" role="status">
          {found.length === 0
            ? t('table.none')
            : t('table.shown', { from: from + 1, to: from + shown.length, total: found.length })}
        </Text>
        {choosable.length > 0 && (
          <Button size="xs" variant="default" onClick={() => onArea?.(choosable)}>
            {t('table.chooseAll', { count: choosable.length })}
          </Button>
        )}
      </Group>
      {shown.length > 0 && (
        <Table aria-label={label} verticalSpacing={6} className={styles.table ?? ''}>
          <Head />
          <Table.Tbody>
            {shown.map((seat) => (
              <SeatRow
                key={seat.ticketId}
                seat={seat}
                row={model.rowOf(seat)}
                standing={standingOf(seat, model, selected, mine)}
                isSelectable={isSelectable(seat)}
                words={words}
                onToggle={() => onToggle(seat)}
              />
            ))}
          </Table.Tbody>
        </Table>
      )}
      <Pages pages={pages} page={page} onChange={setPage} />
    </div>
  );
}

/** The seats of an event as a table: the same choice as on the map, a page at a time. */
export function SeatTable({ map, ...choice }: SeatChooserProps) {
  const { t } = useTranslation('seat-map');
  const { model, error, reload } = map;
  if (!model) return error ? <ErrorState error={error} retry={reload} /> : <Loading />;
  if (model.seats.length === 0) return <EmptyState title={t('emptyTitle')} text={t('emptyText')} />;
  return <Board {...choice} model={model} />;
}
