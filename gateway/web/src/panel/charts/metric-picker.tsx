import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format.ts';
import type { Money } from '../data/types.ts';
import type { Metric } from './series.ts';

const TICKETS = 'tickets';

/** What a chart can show: tickets, or the revenue of each currency in which something was sold. */
export function MetricPicker({
  metric,
  totals,
  onChange,
}: {
  metric: Metric;
  totals: readonly Money[];
  onChange(metric: Metric): void;
}) {
  const { t } = useTranslation('panel');
  const data = [
    { value: TICKETS, label: t('sales.tickets') },
    ...totals.map(({ currency }) => ({ value: currency, label: currency })),
  ];
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('sales.metric')}
      data={data}
      value={metric === TICKETS ? TICKETS : metric.currency}
      onChange={(value) => onChange(value === TICKETS ? TICKETS : { currency: value })}
    />
  );
}

/** How a chart's values are written, and what it is called. */
export function useMetricWords(metric: Metric) {
  const { t } = useTranslation('panel');
  const format = useFormat();
  return {
    name: metric === 'tickets' ? t('figures.sold') : t('figures.revenueIn', { currency: metric.currency }),
    write: (value: number) => (metric === 'tickets' ? format.count(value) : format.money(value, metric.currency)),
  };
}
