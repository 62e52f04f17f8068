/** The parts of the platform's answers that the demo reads. */

/** A page of a list. */
export type Page<Row> = { data: Row[]; next_cursor: string | null };

/** An event. */
export type EventAnswer = { id: number; name: string; date: string; status: string; sales_start: string | null };

/** A batch of tickets. */
export type BatchAnswer = { section: string; first_ticket_id: number; last_ticket_id: number };

/** One ticket of a purchase. */
export type ItemAnswer = {
  ticket_id: number;
  event_id: number;
  price: number;
  currency: string;
  status: 'held' | 'sold' | 'cancelled' | 'released';
};

/** A purchase. */
export type PurchaseAnswer = { id: number; status: string; reason: string | null; items: ItemAnswer[] };

/** A sold ticket, as its partner sees it. */
export type SaleAnswer = {
  purchase_id: number;
  event_id: number;
  price: number;
  currency: string;
  status: 'sold' | 'cancelled';
  customer: { id: number };
};

/** A partner's sales, summed up. */
export type SummaryAnswer = {
  currency_totals: { currency: string; amount: number }[];
  tickets_sold: number;
  tickets_cancelled: number;
  purchases: number;
};
