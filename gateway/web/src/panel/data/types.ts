import type { components } from '../../api/schema.ts';

type Schemas = components['schemas'];

/** An own event, drafts included. */
export type PanelEvent = Schemas['Event'];
/** One sold ticket with its buyer. */
export type Sale = Schemas['Sale'];
/** A failed purchase, as far as it touched own events. */
export type Failure = Schemas['Failure'];
/** The sales of all own events. */
export type SalesSummary = Schemas['SalesSummary'];
/** The sales of one event. */
export type EventSalesSummary = Schemas['EventSalesSummary'];
/** What one creation of tickets made. */
export type Batch = Schemas['Batch'];
/** Every seat of an own event. */
export type OwnSeatMap = Schemas['SeatMap'];
/** One seat. */
export type Ticket = Schemas['Ticket'];
/** One step in a ticket's life. */
export type TicketChange = Schemas['TicketChange'];
/** An amount in minor units. */
export type Money = { currency: string; amount: number };
/** Figures of a day, an event or a section. */
export type Figures = Pick<SalesSummary, 'currency_totals' | 'tickets_sold' | 'tickets_cancelled' | 'purchases'>;
/** Figures of a day in UTC. */
export type DayFigures = SalesSummary['by_day'][number];
/** A page of a list. */
export type Page<Row> = { data: Row[]; next_cursor: string | null };
