import { type Money, sumByCurrency } from '@boxoffice/kernel';
import type { Database } from '@boxoffice/platform';
import { type FigureFilter, type FigureRow, readFigures } from '../storage/sales-figures.ts';

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

function grouped<Key extends string | number>(rows: FigureRow[], keyOf: (row: FigureRow) => Key): [Key, FigureRow[]][] {
  return [...Map.groupBy(rows, keyOf)].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Sums up a partner's sales by the time of sale; event 0 means all of its events. */
export function summarizeSales(database: Database) {
  return async (filter: Omit<FigureFilter, 'eventId'>, eventId: number): Promise<SalesSummary> => {
    const rows = await readFigures(database, { ...filter, eventId });
    const days = rows.filter(({ day }) => day !== null);
    const events = rows.filter(({ day, section }) => day === null && section === null);
    const sections = rows.filter(({ day, section }) => day === null && section !== null);
    return {
      figures: sum(days),
      byEvent: grouped(events, ({ event_id }) => event_id).map(([id, ofEvent]) => ({
        eventId: id,
        eventName: ofEvent[0]?.event_name ?? '',
        figures: sum(ofEvent),
      })),
      byDay: grouped(days, ({ day }) => day ?? '').map(([day, ofDay]) => ({ day, figures: sum(ofDay) })),
      bySection: grouped(sections, ({ section }) => section ?? '').map(([section, ofSection]) => ({
        section,
        figures: sum(ofSection),
      })),
    };
  };
}
