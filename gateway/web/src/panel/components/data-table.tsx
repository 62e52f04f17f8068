import type { ReactNode } from 'react';
import styles from '../panel.module.css';

/** A column: its name and what stands in its cells. */
export type Column<Row> = { key: string; label: string; render(row: Row): ReactNode; end?: boolean };

type DataTableProps<Row> = {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf(row: Row): string | number;
  /** True for a row that has just come: it is lit up for a moment. */
  isFresh?(row: Row): boolean;
};

/** A table that becomes a list of cards on a phone. The caption is read out and not seen. */
export function DataTable<Row>({ caption, columns, rows, keyOf, isFresh }: DataTableProps<Row>) {
  return (
    <table className={styles.table} aria-label={caption}>
      <thead>
        <tr>
          {columns.map(({ key, label, end }) => (
            <th key={key} scope="col" data-end={end || undefined}>
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)} className={isFresh?.(row) ? styles.fresh : undefined}>
            {columns.map(({ key, label, render, end }) => (
              <td key={key} data-label={label} data-end={end || undefined}>
                <span>{render(row)}</span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
