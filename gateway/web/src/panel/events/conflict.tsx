import { Alert, Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format.ts';
import { type Column, DataTable } from '../components/data-table.tsx';
import { type EventValues, fromLocal } from './event-values.ts';
import { type Difference, differences } from './rebase.ts';

type ConflictProps = {
  mine: EventValues;
  newest: EventValues;
  saving: boolean;
  takeNewest(): void;
  keepMine(): void;
};

const TIMES: readonly (keyof EventValues)[] = ['date', 'salesStart', 'salesEnd'];

/** What to do about an event that somebody else changed meanwhile: both versions side by side, and the choice. */
export function Conflict({ mine, newest, saving, takeNewest, keepMine }: ConflictProps) {
  const { t } = useTranslation('panel');
  const format = useFormat();
  const rows = differences(mine, newest);
  const write = (field: keyof EventValues, text: string) => {
    const moment = TIMES.includes(field) ? fromLocal(text) : undefined;
    return moment ? format.dateTime(moment) : text || t('conflict.empty');
  };
  const columns: Column<Difference>[] = [
    { key: 'field', label: t('conflict.field'), render: ({ field }) => t(`event.${field}`) },
    { key: 'mine', label: t('conflict.mine'), render: (row) => write(row.field, row.mine) },
    { key: 'newest', label: t('conflict.newest'), render: (row) => write(row.field, row.newest) },
  ];
  return (
    <Alert color="yellow" role="alert" title={t('conflict.title')}>
      <Text size="sm" mb="sm">
        {rows.length > 0 ? t('conflict.text') : t('conflict.noDifference')}
      </Text>
      {rows.length > 0 && (
        <DataTable caption={t('conflict.title')} columns={columns} rows={rows} keyOf={({ field }) => field} />
      )}
      <Group mt="sm">
        <Button variant="default" onClick={takeNewest}>
          {t('conflict.takeNewest')}
        </Button>
        {rows.length > 0 && (
          <Button loading={saving} onClick={keepMine}>
            {t('conflict.keepMine')}
          </Button>
        )}
      </Group>
    </Alert>
  );
}
