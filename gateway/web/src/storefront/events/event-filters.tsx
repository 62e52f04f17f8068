import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconMapPin, IconSearch, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './event-filters.module.css';
import { type Filters, isBackwards, isNarrowed, NO_FILTERS } from './filters.ts';
import { TextFilter } from './text-filter.tsx';

type Props = { filters: Filters; onChange(changes: Partial<Filters>): void };

function Period({ filters, onChange }: Props) {
  const { t } = useTranslation('storefront');
  return (
    <>
      <TextInput
        type="date"
        label={t('filters.from')}
        value={filters.from}
        max={filters.to || undefined}
        onChange={({ currentTarget }) => onChange({ from: currentTarget.value })}
      />
      <TextInput
        type="date"
        label={t('filters.to')}
        value={filters.to}
        min={filters.from || undefined}
        error={isBackwards(filters) ? t('filters.backwards') : undefined}
        onChange={({ currentTarget }) => onChange({ to: currentTarget.value })}
      />
    </>
  );
}

/** What narrows the list of events. */
export function EventFilters({ filters, onChange }: Props) {
  const { t } = useTranslation('storefront');
  return (
    <search className={classes.filters} aria-label={t('filters.label')}>
      <TextFilter
        className={classes.search ?? ''}
        label={t('filters.q')}
        placeholder={t('filters.qHint')}
        leftSection={<IconSearch size={18} aria-hidden />}
        maxLength={200}
        value={filters.q}
        onCommit={(q) => onChange({ q })}
      />
      <TextFilter
        className={classes.place ?? ''}
        label={t('filters.location')}
        placeholder={t('filters.locationHint')}
        leftSection={<IconMapPin size={18} aria-hidden />}
        maxLength={300}
        value={filters.location}
        onCommit={(location) => onChange({ location })}
      />
      <Period filters={filters} onChange={onChange} />
      <NativeSelect
        label={t('filters.sort')}
        value={filters.sort}
        data={[
          { value: 'date', label: t('filters.byDate') },
          { value: 'newest', label: t('filters.newest') },
        ]}
        onChange={({ currentTarget }) => onChange({ sort: currentTarget.value === 'newest' ? 'newest' : 'date' })}
      />
      {isNarrowed(filters) && (
        <Button
          className={classes.clear}
          variant="subtle"
          leftSection={<IconX size={16} aria-hidden />}
          onClick={() => onChange({ ...NO_FILTERS, sort: filters.sort })}
        >
          {t('filters.clear')}
        </Button>
      )}
    </search>
  );
}
