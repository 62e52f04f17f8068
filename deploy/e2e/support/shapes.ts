import { expect } from '@jest/globals';

const FIGURES = ['currency_totals', 'tickets_sold', 'tickets_cancelled', 'purchases'];
const COUNTS = ['total', 'available', 'held', 'sold', 'withdrawn'];

/** The fields of every type of resource, all of them always there. */
const FIELDS = {
  partner: ['id', 'name', 'email', 'company_name', 'created_at'],
  customer: ['id', 'name', 'email', 'address', 'phone', 'created_at'],
  tokens: ['access_token', 'token_type', 'expires_in', 'role', 'refresh_token'],
  event: [
    ...[
      'id',
      'name',
      'description',
      'date',
      'location',
      'partner_id',
      'status',
      'currency',
      'sales_start',
      'sales_end',
    ],
    ...['created_at', 'updated_at', 'availability', 'price_range'],
  ],
  availability: ['total', 'available', 'held', 'sold'],
  priceRange: ['min', 'max'],
  createdTickets: ['batch_id', 'created', 'first_ticket_id', 'last_ticket_id'],
  ticket: ['id', 'event_id', 'batch_id', 'seat', 'section', 'price', 'currency', 'status'],
  ticketChange: ['from', 'to', 'reason', 'purchase_id', 'at'],
  seatMap: ['event_id', 'sequence', 'sections', 'taken'],
  seatMapSection: ['section', 'price', 'first_ticket_id', 'seats'],
  purchase: [
    ...['id', 'status', 'reason', 'customer_id', 'total', 'currency_totals', 'items', 'payment', 'expires_at'],
    ...['created_at', 'updated_at'],
  ],
  item: ['ticket_id', 'event_id', 'event_name', 'seat', 'price', 'currency', 'status'],
  money: ['currency', 'amount'],
  payment: ['method', 'status', 'provider_reference'],
  purchaseChange: ['from', 'to', 'reason', 'actor', 'at'],
  summary: [...FIGURES, 'by_event', 'by_day'],
  eventSummary: ['event_id', ...FIGURES, ...COUNTS, 'by_event', 'by_day', 'by_section'],
  eventFigures: ['event_id', 'event_name', ...FIGURES],
  dayFigures: ['day', ...FIGURES],
  sectionFigures: ['section', ...FIGURES, ...COUNTS],
  sale: [
    ...['purchase_id', 'ticket_id', 'event_id', 'seat', 'price', 'currency', 'status', 'customer', 'sold_at'],
    'cancelled_at',
  ],
  buyer: ['id', 'name', 'email'],
  page: ['data', 'next_cursor'],
};

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const MOMENTS = /^(.*_at|at|date|sales_start|sales_end)$/;
const IDS = /^(.*_id|id)$/;
const AMOUNTS = /^(price|total|amount|min|max)$/;

/** Ids are JSON integers, times RFC 3339 in UTC with milliseconds, money integers: wherever they stand. */
function expectConventions(value: unknown): void {
  if (Array.isArray(value)) value.forEach(expectConventions);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  for (const [name, field] of Object.entries(value)) {
    if (field !== null && MOMENTS.test(name)) expect(field).toMatch(MOMENT);
    if (field !== null && IDS.test(name)) expect(Number.isSafeInteger(field) && field > 0).toBe(true);
    if (AMOUNTS.test(name)) expect(Number.isSafeInteger(field)).toBe(true);
    expectConventions(field);
  }
}

/** Expects a resource to have exactly the fields of its type, each told by the conventions. */
export function expectShape(type: keyof typeof FIELDS, resource: object): void {
  expect(Object.keys(resource).sort()).toEqual([...FIELDS[type]].sort());
  expectConventions(resource);
}

/** Expects the same of each. */
export function expectShapes(type: keyof typeof FIELDS, resources: readonly object[]): void {
  expect(resources).not.toEqual([]);
  for (const resource of resources) expectShape(type, resource);
}
