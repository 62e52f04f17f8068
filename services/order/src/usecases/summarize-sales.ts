import { type Money, sumByCurrency } from '@boxoffice/kernel';
import type { Database } from '@boxoffice/platform';
import { countFigures, type FigureFilter, type FigureRow, readFigures } from '../storage/sales-figures.ts';

/** Sums of tickets that were sold; a cancelled one leaves every figure but its own. */
export type Figures = { currencyTotals: Money[]; sold: number; cancelled: number; purchases: number };

/** A partner's sales, or those of one event. */
export type SalesSummary = {
  figures: Figures;
  byEvent: { eventId: number; eventName: string; figures: Figures }[];
  byDay: { day: string; figures: Figures }[];
  /** Only for one event. */
  bySection: { section: string; figures: Figures }[];
};

const HOUR_MS = 3_600_000;
const isWholeHour = (time: Date | null) => time === null || time.getTime() % HOUR_MS === 0;

function sum(rows: FigureRow[]): Figures {
  const total = (pick: (row: FigureRow) => number) => rows.reduce((all, row) => all + pick(row), 0);
  const totals = sumByCurrency(rows.map(({ amount, currency }) => ({ amount, currency })));
  return {
    currencyTotals: totals.filter(
      ({ amount, currency }) => amount !== 0 || rows.some((row) => row.currency === currency && row.sold > 0),
    ),
    sold: total(({ sold }) => sold),
    cancelled: total(({ cancelled }) => cancelled),
    purchases: total(({ purchases }) => purchases),
  };
}

// The name under which it sold on its last day.
function lastSold(rows: FigureRow[]): string {
  return rows.reduce((last, row) => (row.day > last.day ? row : last), { day: '', event_name: '' }).event_name;
}

function grouped<Key extends string | number>(rows: FigureRow[], keyOf: (row: FigureRow) => Key): [Key, FigureRow[]][] {
  return [...Map.groupBy(rows, keyOf)].sort(([a], [b]) => (a < b ? -1 : 1));
}

/**
 * Sums up a partner's sales by the time of sale; event 0 means all of its events. From the read model when the times are
 * whole hours (or not given), counted afresh otherwise.
 */
export function summarizeSales(database: Database) {
  return async (filter: FigureFilter, eventId: number): Promise<SalesSummary> => {
    const whole = isWholeHour(filter.from) && isWholeHour(filter.to);
    const rows = await (whole ? readFigures : countFigures)(database, filter);
    const events = rows.filter((row) => row.event_id !== 0 && row.section === null);
    const scope =
      eventId === 0 ? rows.filter((row) => row.event_id === 0) : events.filter((row) => row.event_id === eventId);
    const sections = rows.filter((row) => row.event_id === eventId && row.section !== null);
    return {
      figures: sum(scope),
      byEvent: grouped(eventId === 0 ? events : scope, (row) => row.event_id).map(([id, ofEvent]) => ({
        eventId: id,
        eventName: lastSold(ofEvent),
        figures: sum(ofEvent),
      })),
      byDay: grouped(scope, ({ day }) => day).map(([day, ofDay]) => ({ day, figures: sum(ofDay) })),
      bySection: grouped(sections, ({ section }) => section ?? '').map(([section, ofSection]) => ({
        section,
        figures: sum(ofSection),
      })),
    };
  };
}
