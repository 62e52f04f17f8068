import { Button, Group, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Seat } from '../../seat-map/index.ts';

/** Picks the whole of a section. */
export function SectionPicker({ seats, pick }: { seats: readonly Seat[]; pick(section: string): void }) {
  const { t } = useTranslation('panel');
  const sections = [...new Set(seats.map(({ section }) => section))];
  const [first = ''] = sections;
  const [section, setSection] = useState(first);
  return (
    <Group align="end" gap="xs">
      {sections.length > 1 && (
        <NativeSelect
          size="xs"
          label={t('batch.section')}
          data={sections.map((name) => ({ value: name, label: name || t('sales.noSection') }))}
          value={section}
          onChange={({ currentTarget: { value } }) => setSection(value)}
        />
      )}
      <Button size="xs" variant="default" onClick={() => pick(sections.includes(section) ? section : first)}>
        {t(sections.length > 1 ? 'change.selectSection' : 'change.selectAll')}
      </Button>
    </Group>
  );
}
