import { BarChart } from '@mantine/charts';
import '@mantine/charts/styles.layer.css';
import type { Bar } from './series.ts';

/** What a chart needs to know. `onSelect` is called with the key of a bar that is clicked. */
export type BarsChartProps = {
  bars: readonly Bar[];
  label: string;
  format(value: number): string;
  nameOf(key: string): string;
  whole?: boolean;
  onSelect?: ((key: string) => void) | undefined;
};

/** Bars over time. It stands in a file of its own because the library of charts is loaded only where one is shown. */
export default function BarsChart({ bars, label, format, nameOf, whole = false, onSelect }: BarsChartProps) {
  return (
    <BarChart
      h="100%"
      data={[...bars]}
      dataKey="key"
      series={[{ name: 'value', label, color: 'var(--mantine-primary-color-filled)' }]}
      valueFormatter={format}
      accessibilityLayer={false}
      maxBarWidth={28}
      gridAxis="x"
      tickLine="none"
      xAxisProps={{ tickFormatter: nameOf, minTickGap: 16, interval: 'preserveStartEnd' }}
      yAxisProps={{ width: 'auto', allowDecimals: !whole }}
      // Without a bar under the pointer there is no key.
      tooltipProps={{ labelFormatter: (key) => (typeof key === 'string' ? nameOf(key) : '') }}
      barProps={{ isAnimationActive: false, cursor: onSelect ? 'pointer' : 'default' }}
      barChartProps={{
        onClick: ({ activeLabel }) => {
          if (activeLabel !== undefined) onSelect?.(String(activeLabel));
        },
      }}
    />
  );
}
