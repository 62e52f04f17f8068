import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import styles from '../panel.module.css';
import type { BarsChartProps } from './bars-chart.tsx';

const BarsChart = lazy(() => import('./bars-chart.tsx'));

/** A chart for eyes, and the same figures as a table for those who can't use it. */
export function Chart(props: BarsChartProps) {
  const { bars, label, format, nameOf } = props;
  return (
    <figure className={styles.figureBox} aria-label={label}>
      <div className={styles.chart} aria-hidden="true">
        <Suspense fallback={<Skeleton h="100%" />}>
          <BarsChart {...props} />
        </Suspense>
      </div>
      <div className={styles.hidden}>
        <table aria-label={label}>
          <tbody>
            {bars
              .filter(({ value }) => value !== 0)
              .map(({ key, value }) => (
                <tr key={key}>
                  <th scope="row">{nameOf(key)}</th>
                  <td>{format(value)}</td>
                </tr>
              ))}
          </tbody>
        </table>
      </div>
    </figure>
  );
}
