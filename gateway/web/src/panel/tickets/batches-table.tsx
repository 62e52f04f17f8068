import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format.ts';
import { When } from '../../ui/index.ts';
import { type Column, DataTable } from '../components/data-table.tsx';
import type { Batch } from '../data/types.ts';

type BatchesTableProps = {
  batches: readonly Batch[];
  /** Chooses the seats of a batch; without it they do not change any more. */
  selectBatch?: ((batch: Batch) => void) | undefined;
};

const COUNTS = ['total', 'sold', 'held', 'available', 'withdrawn'] as const;

/** The batches of an event, and how each sells. */
export function BatchesTable({ batches, selectBatch }: BatchesTableProps) {
  const { t } = useTranslation('panel');
  const format = useFormat();
  const columns: Column<Batch>[] = [
    { key: 'id', label: t('tickets.batch'), render: ({ id }) => id },
    { key: 'section', label: t('tickets.section'), render: ({ section }) => section || t('sales.noSection') },
    {
      key: 'price',
      label: t('tickets.price'),
      end: true,
      render: ({ price, currency }) => (price === 0 ? t('tickets.free') : format.money(price, currency)),
    },
    ...COUNTS.map(
      (count): Column<Batch> => ({
        key: count,
        label: t(`figures.${count}`),
        end: true,
        render: (batch) => format.count(batch[count]),
      }),
    ),
    { key: 'created', label: t('tickets.created'), render: ({ created_at }) => <When iso={created_at} /> },
  ];
  if (selectBatch) {
    columns.push({
      key: 'actions',
      label: t('tickets.actions'),
      end: true,
      render: (batch) => (
        <Button
          size="compact-sm"
          variant="default"
          aria-label={t('tickets.selectBatch', { id: batch.id })}
          onClick={() => selectBatch(batch)}
        >
          {t('tickets.select')}
        </Button>
      ),
    });
  }
  return <DataTable caption={t('tickets.caption')} columns={columns} rows={batches} keyOf={({ id }) => id} />;
}
