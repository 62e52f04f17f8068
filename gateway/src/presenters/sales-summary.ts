import type { EventAvailability } from '@boxoffice/contracts/inventory/v1/inventory_service';
import type { GetSalesSummaryResponse, SalesFigures } from '@boxoffice/contracts/order/v1/order_service';
import { type Static, Type } from '@fastify/type-provider-typebox';
import { presentCounts, ticketCounts } from './batch.ts';
import { Count, Id, MoneyBody, number, presentMoney, shared } from './common.ts';

const figures = {
  currency_totals: Type.Array(MoneyBody, { description: 'Revenue of the tickets that stand' }),
  tickets_sold: Count,
  tickets_cancelled: Count,
  purchases: Count,
};

const overview = {
  ...figures,
  by_event: Type.Array(Type.Object({ event_id: Id, event_name: Type.String(), ...figures })),
  by_day: Type.Array(Type.Object({ day: Type.String({ format: 'date', description: 'In UTC' }), ...figures })),
};

/** A partner's sales, summed up. */
export const SalesSummary = shared('SalesSummary', overview);

/** The sales of one event, summed up, with the counts of its tickets. */
export const EventSalesSummary = shared('EventSalesSummary', {
  event_id: Id,
  ...overview,
  by_section: Type.Array(Type.Object({ section: Type.String(), ...figures, ...ticketCounts })),
  ...ticketCounts,
});

function presentFigures(given: SalesFigures | undefined) {
  const { currencyTotals = [], ticketsSold = 0n, ticketsCancelled = 0n, purchases = 0n } = given ?? {};
  return {
    currency_totals: currencyTotals.map(presentMoney),
    tickets_sold: number(ticketsSold),
    tickets_cancelled: number(ticketsCancelled),
    purchases: number(purchases),
  };
}

/** A partner's summary. */
export function presentSummary(summary: GetSalesSummaryResponse): Static<typeof SalesSummary.schema> {
  return {
    ...presentFigures(summary.figures),
    by_event: summary.byEvent.map(({ eventId, eventName, figures }) => ({
      event_id: number(eventId),
      event_name: eventName,
      ...presentFigures(figures),
    })),
    by_day: summary.byDay.map(({ day, figures }) => ({ day, ...presentFigures(figures) })),
  };
}

/** One event's summary. Every section is in it, also those that sold nothing. */
export function presentEventSummary(
  eventId: number,
  summary: GetSalesSummaryResponse,
  availability: EventAvailability | undefined,
): Static<typeof EventSalesSummary.schema> {
  const counts = new Map(availability?.sections.map(({ section, counts }) => [section, counts]));
  const sold = new Map(summary.bySection.map(({ section, figures }) => [section, figures]));
  const sections = [...new Set([...counts.keys(), ...sold.keys()])].sort();
  return {
    event_id: eventId,
    ...presentSummary(summary),
    by_section: sections.map((section) => ({
      section,
      ...presentFigures(sold.get(section)),
      ...presentCounts(counts.get(section)),
    })),
    ...presentCounts(availability?.counts),
  };
}
