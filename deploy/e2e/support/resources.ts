/** Money of one currency, in minor units. */
export type Money = { currency: string; amount: number };

/** A page of a list. */
export type Page<Item> = { data: Item[]; next_cursor: string | null };

/** RFC 9457; from `errors` on, members that only some reasons have. */
export type Problem = {
  type: string;
  title: string;
  status: number;
  detail: string;
  reason: string;
  trace_id: string;
  errors: { field: string; message: string }[];
  purchase_id: number;
  tickets: { ticket_id: number; reason: string }[];
  ticket_ids: number[];
  seats: string[];
  decline_code: string;
};

export type Account = {
  id: number;
  name: string;
  email: string;
  company_name?: string;
  address?: string;
  phone?: string;
  created_at: string;
};

export type Tokens = {
  access_token: string;
  token_type: string;
  expires_in: number;
  role: string;
  refresh_token?: string;
};

export type Session = { id: number; current: boolean };

export type Event = {
  id: number;
  name: string;
  description: string;
  date: string;
  location: string;
  partner_id: number;
  status: string;
  currency: string;
  sales_start: string | null;
  sales_end: string | null;
  created_at: string;
  updated_at: string;
  availability: { total: number; available: number; held: number; sold: number };
  price_range: { min: number; max: number } | null;
};

export type CreatedTickets = { batch_id: number; created: number; first_ticket_id: number; last_ticket_id: number };

export type Counts = { total: number; available: number; held: number; sold: number; withdrawn: number };

export type Batch = Counts & { id: number; event_id: number; section: string; price: number; currency: string };

export type Ticket = {
  id: number;
  event_id: number;
  batch_id: number;
  seat: string;
  section: string;
  price: number;
  currency: string;
  status: string;
};

export type TicketChange = {
  from: string | null;
  to: string;
  reason: string | null;
  purchase_id: number | null;
  at: string;
};

export type SeatMap = {
  event_id: number;
  sequence: number;
  sections: { section: string; price: number; first_ticket_id: number; seats: string[] }[];
  taken: string;
};

export type Item = {
  ticket_id: number;
  event_id: number;
  event_name: string;
  seat: string;
  price: number;
  currency: string;
  status: string;
};

export type Purchase = {
  id: number;
  status: string;
  reason: string | null;
  customer_id: number;
  total: number;
  currency_totals: Money[];
  items: Item[];
  payment: { method: string; status: string; provider_reference: string | null } | null;
  expires_at: string | null;
  created_at: string;
  updated_at: string;
};

export type PurchaseChange = { from: string | null; to: string; reason: string | null; actor: string; at: string };

export type Figures = {
  currency_totals: Money[];
  tickets_sold: number;
  tickets_cancelled: number;
  purchases: number;
};

export type Summary = Figures & {
  by_event: (Figures & { event_id: number; event_name: string })[];
  by_day: (Figures & { day: string })[];
};

export type EventSummary = Summary &
  Counts & { event_id: number; by_section: (Figures & Counts & { section: string })[] };

export type Sale = {
  purchase_id: number;
  ticket_id: number;
  event_id: number;
  seat: string;
  price: number;
  currency: string;
  status: string;
  customer: { id: number; name: string | null; email: string | null };
  sold_at: string;
  cancelled_at: string | null;
};

export type Failure = { purchase_id: number; at: string; reason: string; ticket_ids: number[]; lost: Money[] };
