import { Group, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SalesSummary } from '../data/types.ts';
import { Chart } from './chart.tsx';
import { MetricPicker, useMetricWords } from './metric-picker.tsx';
import { dayBars, dayOf, lastDays, type Metric } from './series.ts';
import { useUtcDay } from './use-utc-day.ts';

const RANGES = ['7', '30', '90'];

type DaysSectionProps = { summary: Pick<SalesSummary, 'by_day' | 'currency_totals'>; onSelect(day: string): void };

/** Sales per day as a chart; a bar opens its day. */
export function DaysSection({ summary, onSelect }: DaysSectionProps) {
  const { t } = useTranslation('panel');
  const writeDay = useUtcDay();
  const [range, setRange] = useState('30');
  const [metric, setMetric] = useState<Metric>('tickets');
  const { name, write } = useMetricWords(metric);
  const bars = dayBars(summary.by_day, lastDays(dayOf(new Date()), Number(range)), metric);
  return (
    <Stack component="section" gap="xs">
      <Group justify="space-between">
        <Title order={2} size="h4">
          {t('sales.perDay')}
        </Title>
        <Group gap="xs">
          <MetricPicker metric={metric} totals={summary.currency_totals} onChange={setMetric} />
          <SegmentedControl
            size="xs"
            aria-label={t('sales.range')}
            data={RANGES.map((days) => ({ value: days, label: t('sales.days', { count: Number(days) }) }))}
            value={range}
            onChange={setRange}
          />
        </Group>
      </Group>
      <Chart
        bars={bars}
        label={t('sales.chartDays', { metric: name })}
        format={write}
        nameOf={writeDay}
        whole={metric === 'tickets'}
        onSelect={onSelect}
      />
      <Text size="xs" c="dimmed">
        {t('sales.utc')}
        {bars.every(({ value }) => value === 0) && ` ${t('sales.nothingInPeriod')}`}
      </Text>
    </Stack>
  );
}
