import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useEventNames } from '../data/event-names.ts';

/** Chooses one of the own events, or all of them. */
export function EventSelect({
  value,
  onChange,
}: {
  value: number | undefined;
  onChange(eventId: number | undefined): void;
}) {
  const { t } = useTranslation('panel');
  const { names } = useEventNames();
  const known = [...names].sort(([, one], [, other]) => one.localeCompare(other));
  const data = known.map(([id, name]) => ({ value: String(id), label: name }));
  if (value !== undefined && !names.has(value)) data.push({ value: String(value), label: `#${value}` });
  return (
    <Select
      label={t('filter.event')}
      placeholder={t('filter.allEvents')}
      data={data}
      value={value === undefined ? null : String(value)}
      onChange={(id) => onChange(id === null ? undefined : Number(id))}
      searchable
      clearable
    />
  );
}
