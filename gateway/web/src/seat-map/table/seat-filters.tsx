import { NativeSelect, Switch, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { SeatWords } from '../seat-words.ts';
import type { SeatMapModel } from '../types.ts';
import type { SeatFilter } from './find-seats.ts';
import styles from './seat-table.module.css';

type Props = { model: SeatMapModel; words: SeatWords; filter: SeatFilter; onChange(filter: SeatFilter): void };

/** Narrows the table down. */
export function SeatFilters({ model, words, filter, onChange }: Props) {
  const { t } = useTranslation('seat-map');
  // Sections are chosen by their place: a name may be empty.
  const sections = model.sections.map(({ index, name }) => ({ value: String(index), label: words.section(name) }));
  const chosen = model.sections.find(({ name }) => name === filter.section);
  return (
    <div className={styles.filters}>
      <NativeSelect
        label={t('table.section')}
        data={[{ value: '', label: t('table.anySection') }, ...sections]}
        value={chosen ? String(chosen.index) : ''}
        onChange={({ currentTarget: { value } }) =>
          onChange({ ...filter, section: value === '' ? undefined : model.sections[Number(value)]?.name })
        }
      />
      <TextInput
        label={t('table.search')}
        placeholder={t('table.searchHint')}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={filter.search}
        onChange={({ currentTarget: { value } }) => onChange({ ...filter, search: value })}
      />
      <Switch
        label={t('table.onlyAvailable')}
        checked={filter.onlyAvailable}
        onChange={({ currentTarget: { checked } }) => onChange({ ...filter, onlyAvailable: checked })}
        className={styles.switch ?? ''}
      />
    </div>
  );
}
