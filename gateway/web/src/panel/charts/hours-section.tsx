import { Anchor, Group, NativeSelect, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { ErrorState } from '../../ui/index.ts';
import type { EventSalesSummary } from '../data/types.ts';
import { salesPath } from '../sales/sales-filter.ts';
import { Chart } from './chart.tsx';
import { MetricPicker, useMetricWords } from './metric-picker.tsx';
import { daysWithSales, hoursOf, type Metric } from './series.ts';
import { useHours } from './use-hours.ts';
import { useUtcDay } from './use-utc-day.ts';

type HoursSectionProps = { summary: EventSalesSummary; day: string | undefined; onDay(day: string): void };

function Hours({ eventId, day, metric }: { eventId: number; day: string; metric: Metric }) {
  const { t } = useTranslation('panel');
  const writeDay = useUtcDay();
  const navigate = useNavigate();
  const { name, write } = useMetricWords(metric);
  const { bars, isPending, error, retry } = useHours(eventId, day, metric);
  const open = (from: string) => {
    const hour = hoursOf(day).find((one) => one.from === from);
    if (hour) void navigate(salesPath({ eventId, ...hour }));
  };
  if (error) return <ErrorState error={error} retry={() => void retry()} />;
  if (isPending) return <Skeleton h="15rem" />;
  return (
    <Chart
      bars={bars}
      label={t('sales.chartHours', { metric: name, day: writeDay(day) })}
      format={write}
      nameOf={(from) => from.slice(11, 16)}
      whole={metric === 'tickets'}
      onSelect={open}
    />
  );
}

/** The sales of one day, hour by hour; a bar opens the rows of its hour. */
export function HoursSection({ summary, day: chosen, onDay }: HoursSectionProps) {
  const { t } = useTranslation('panel');
  const writeDay = useUtcDay();
  const [metric, setMetric] = useState<Metric>('tickets');
  const days = daysWithSales(summary.by_day);
  const day = chosen ?? days[0];
  const known = day === undefined || days.includes(day) ? days : [day, ...days];
  return (
    <Stack component="section" gap="xs">
      <Group justify="space-between">
        <Title order={2} size="h4">
          {t('sales.perHour')}
        </Title>
        <Group gap="xs">
          <MetricPicker metric={metric} totals={summary.currency_totals} onChange={setMetric} />
          {day !== undefined && (
            <NativeSelect
              size="xs"
              aria-label={t('sales.day')}
              data={known.map((one) => ({ value: one, label: writeDay(one) }))}
              value={day}
              onChange={({ currentTarget: { value } }) => onDay(value)}
            />
          )}
        </Group>
      </Group>
      {day === undefined ? (
        <Text c="dimmed">{t('sales.noDays')}</Text>
      ) : (
        <>
          <Hours eventId={summary.event_id} day={day} metric={metric} />
          <Text size="xs" c="dimmed">
            {t('sales.pickDay')}{' '}
            <Anchor
              component={Link}
              inherit
              underline="always"
              to={salesPath({ eventId: summary.event_id, from: day, to: day })}
            >
              {t('sales.dayRows')}
            </Anchor>
          </Text>
        </>
      )}
    </Stack>
  );
}
