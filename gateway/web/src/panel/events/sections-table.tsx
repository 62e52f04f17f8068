import { Anchor, Stack, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../../format.ts';
import { type Column, DataTable } from '../components/data-table.tsx';
import { MoneyList } from '../components/money-list.tsx';
import type { EventSalesSummary, PanelEvent } from '../data/types.ts';
import { ticketsPath } from '../tickets/ticket-filter.ts';

type Section = EventSalesSummary['by_section'][number];

const COUNTS = ['sold', 'held', 'available', 'total'] as const;

/** How each section sells. */
export function SectionsTable({ event, sections }: { event: PanelEvent; sections: readonly Section[] }) {
  const { t } = useTranslation('panel');
  const format = useFormat();
  const isPublished = event.status === 'published';
  const columns: Column<Section>[] = [
    {
      key: 'section',
      label: t('sales.section'),
      render: ({ section }) => {
        const name = section || t('sales.noSection');
        if (!isPublished) return name;
        return (
          <Anchor component={Link} to={ticketsPath(event.id, { section })} size="sm">
            {name}
          </Anchor>
        );
      },
    },
    {
      key: 'revenue',
      label: t('figures.revenue'),
      end: true,
      render: ({ currency_totals: totals }) => <MoneyList amounts={totals} none={format.money(0, event.currency)} />,
    },
    ...COUNTS.map(
      (count): Column<Section> => ({
        key: count,
        label: t(`figures.${count}`),
        end: true,
        render: (section) => format.count(section[count]),
      }),
    ),
    {
      key: 'cancelled',
      label: t('figures.cancelled'),
      end: true,
      render: (section) => format.count(section.tickets_cancelled),
    },
  ];
  return (
    <Stack component="section" gap="xs">
      <Title order={2} size="h4">
        {t('sales.perSection')}
      </Title>
      <DataTable
        caption={t('sales.perSection')}
        columns={columns}
        rows={sections}
        keyOf={({ section }) => `=${section}`}
      />
    </Stack>
  );
}
