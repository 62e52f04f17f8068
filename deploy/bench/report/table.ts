import { type Figure, type Measure, summarize, verdictOf } from '../measure/ratios.ts';

const VERDICTS = { stretch: 'stretch reached', target: 'target reached', missed: 'missed' } as const;
const HEAD = ['#', 'workload', 'ratio', 'median', 'min', 'max', 'target', 'stretch', 'verdict'];

/** Three digits that count: `0.0123`, `1.23`, `1,234`. */
export function short(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  return value.toLocaleString(
    'en-US',
    Math.abs(value) >= 100 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 3 },
  );
}

function markdown(rows: string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(3, ...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`);
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [lines[0], rule, ...lines.slice(1)].join('\n');
}

/** The ratios as a Markdown table. */
export function ratioTable(measures: readonly Measure[]): string {
  const rows = measures.map((measure) => {
    const { id, name, ratio, better, target, stretch } = measure;
    const { median, min, max } = summarize(measure);
    const sign = better === 'higher' ? '≥' : '≤';
    const goals = [`${sign} ${short(target)}`, `${sign} ${short(stretch)}`];
    return [id, name, ratio, short(median), short(min), short(max), ...goals, VERDICTS[verdictOf(measure)]];
  });
  return markdown([HEAD, ...rows]);
}

/** What is compared with nothing, as a Markdown table. */
export function figureTable(figures: readonly Figure[]): string {
  return markdown([['figure', 'value'], ...figures.map(({ name, value, unit }) => [name, `${short(value)} ${unit}`])]);
}
