import { Button, Group, NativeSelect, Pill, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format.ts';
import { EventSelect } from '../components/event-select.tsx';
import styles from '../panel.module.css';
import { hasMoment, isBackwards, type SalesFilter, writeFilter } from './sales-filter.ts';

type FiltersProps = { filter: SalesFilter; onChange(filter: SalesFilter): void };

function Moments({ filter, onChange }: FiltersProps) {
  const { t } = useTranslation('panel');
  const format = useFormat();
  const ends = [filter.from, filter.to].map((end) => (end === undefined ? '…' : format.dateTime(end)));
  return (
    <div>
      <Text size="sm" fw={500}>
        {t('filter.period')}
      </Text>
      <Pill
        size="lg"
        withRemoveButton
        removeButtonProps={{ 'aria-label': t('filter.clearPeriod'), tabIndex: 0 }}
        onRemove={() => onChange({ ...filter, from: undefined, to: undefined })}
      >
        {ends.join(' – ')}
      </Pill>
    </div>
  );
}

function Days({ filter, onChange }: FiltersProps) {
  const { t } = useTranslation('panel');
  return (
    <>
      {(['from', 'to'] as const).map((end) => (
        <TextInput
          key={end}
          type="date"
          label={t(`filter.${end}`)}
          value={filter[end] ?? ''}
          error={end === 'to' && isBackwards(filter) ? t('filter.backwards') : undefined}
          onChange={({ currentTarget: { value } }) => onChange({ ...filter, [end]: value === '' ? undefined : value })}
        />
      ))}
    </>
  );
}

/** Which sales are listed: by event, status and period. */
export function SalesFilters({ filter, onChange }: FiltersProps) {
  const { t } = useTranslation('panel');
  const statuses = [
    { value: '', label: t('filter.any') },
    { value: 'sold', label: t('saleStatus.sold') },
    { value: 'cancelled', label: t('saleStatus.cancelled') },
  ];
  const isFiltered = writeFilter(filter).size > 0;
  return (
    <fieldset className={styles.fieldset}>
      <legend className={styles.hidden}>{t('filter.label')}</legend>
      <div className={styles.filters}>
        <EventSelect value={filter.eventId} onChange={(eventId) => onChange({ ...filter, eventId })} />
        <NativeSelect
          label={t('filter.status')}
          data={statuses}
          value={filter.status ?? ''}
          onChange={({ currentTarget: { value } }) =>
            onChange({ ...filter, status: value === 'sold' || value === 'cancelled' ? value : undefined })
          }
        />
        {hasMoment(filter) ? (
          <Moments filter={filter} onChange={onChange} />
        ) : (
          <Days filter={filter} onChange={onChange} />
        )}
      </div>
      <Group justify="space-between" mt="xs" mih={30}>
        <Text size="xs" c="dimmed">
          {t('filter.utc')}
        </Text>
        {isFiltered && (
          <Button variant="subtle" size="compact-sm" onClick={() => onChange({})}>
            {t('filter.clear')}
          </Button>
        )}
      </Group>
    </fieldset>
  );
}
