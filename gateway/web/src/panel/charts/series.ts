import type { DayFigures, Figures } from '../data/types.ts';

/** What a chart shows: tickets, or the revenue in one currency. */
export type Metric = 'tickets' | { currency: string };

/** One bar: what it is of, and how high. */
export type Bar = { key: string; value: number };

const DAY_MS = 86_400_000;

/** The day in UTC of a moment. */
export function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}

/** The last days up to `today`, oldest first. */
export function lastDays(today: string, count: number): string[] {
  const end = Date.parse(`${today}T00:00:00Z`);
  return Array.from({ length: count }, (_, i) => dayOf(new Date(end - (count - 1 - i) * DAY_MS)));
}

/** What a chart shows of figures. */
export function heightOf(figures: Figures | undefined, metric: Metric): number {
  if (!figures) return 0;
  if (metric === 'tickets') return figures.tickets_sold;
  return figures.currency_totals.find(({ currency }) => currency === metric.currency)?.amount ?? 0;
}

/** A bar for each day; a day without sales has one of no height. */
export function dayBars(byDay: readonly DayFigures[], days: readonly string[], metric: Metric): Bar[] {
  const figures = new Map(byDay.map((one) => [one.day, one]));
  return days.map((day) => ({ key: day, value: heightOf(figures.get(day), metric) }));
}

/** One hour as the API takes a period: `to` is excluded. */
export type Hour = { from: string; to: string };

/** The 24 hours of a day in UTC. */
export function hoursOf(day: string): Hour[] {
  const start = Date.parse(`${day}T00:00:00Z`);
  const at = (hour: number) => new Date(start + hour * 3_600_000).toISOString();
  return Array.from({ length: 24 }, (_, hour) => ({ from: at(hour), to: at(hour + 1) }));
}

/** The days that sold most recently, newest first: what can be opened hour by hour. */
export function daysWithSales(byDay: readonly DayFigures[]): string[] {
  return byDay
    .filter(({ tickets_sold, tickets_cancelled }) => tickets_sold + tickets_cancelled > 0)
    .map(({ day }) => day)
    .sort()
    .reverse();
}
