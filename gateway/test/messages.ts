import { type Event, EventSchema, EventStatus } from '@boxoffice/contracts/catalog/v1/catalog_service';
import {
  EventAvailabilitySchema,
  type Ticket,
  TicketSchema,
  TicketStatus,
} from '@boxoffice/contracts/inventory/v1/inventory_service';
import {
  ItemStatus,
  PaymentStatus,
  type Purchase,
  PurchaseSchema,
  PurchaseStatus,
} from '@boxoffice/contracts/order/v1/order_service';
import { create } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';

/** A moment as services send it. */
export const at = (text: string) => timestampFromDate(new Date(text));

/** An event as catalog has it. */
export function event(changes: Partial<Event> = {}): Event {
  const message = create(EventSchema, {
    id: 42n,
    partnerId: 3n,
    name: 'Concert',
    description: '',
    date: at('2027-03-14T20:00:00Z'),
    location: 'São Paulo',
    status: EventStatus.PUBLISHED,
    currency: 'BRL',
    createdAt: at('2026-01-01T00:00:00Z'),
    updatedAt: at('2026-01-02T00:00:00.5Z'),
    version: 7n,
  });
  return Object.assign(message, changes);
}

/** The same as clients see it, without tickets. */
export const eventJson = {
  id: 42,
  name: 'Concert',
  description: '',
  date: '2027-03-14T20:00:00.000Z',
  location: 'São Paulo',
  partner_id: 3,
  status: 'published',
  currency: 'BRL',
  sales_start: null,
  sales_end: null,
  created_at: '2026-01-01T00:00:00.000Z',
  updated_at: '2026-01-02T00:00:00.500Z',
  availability: { total: 0, available: 0, held: 0, sold: 0 },
  price_range: null,
};

/** Ten tickets of an event, as inventory counts them. */
export function availability(eventId: bigint) {
  const counts = { total: 10, available: 4, held: 3, sold: 2, withdrawn: 1 };
  return create(EventAvailabilitySchema, {
    eventId,
    counts,
    minPrice: 0n,
    maxPrice: 15000n,
    sections: [{ section: 'Pit', counts }],
  });
}

/** The same as clients see it. */
export const countsJson = {
  availability: { total: 10, available: 4, held: 3, sold: 2 },
  price_range: { min: 0, max: 15000 },
};

/** A ticket as inventory has it. */
export function ticket(changes: Partial<Ticket> = {}): Ticket {
  const message = create(TicketSchema, {
    id: 42_000_001n,
    eventId: 42n,
    batchId: 5n,
    seat: 'A1',
    section: '',
    price: 15000n,
    currency: 'BRL',
    status: TicketStatus.AVAILABLE,
  });
  return Object.assign(message, changes);
}

/** The same as clients see it. */
export const ticketJson = {
  id: 42_000_001,
  event_id: 42,
  batch_id: 5,
  seat: 'A1',
  section: '',
  price: 15000,
  currency: 'BRL',
  status: 'available',
};

/** A paid purchase as the order service has it. */
export function purchase(changes: Partial<Purchase> = {}): Purchase {
  const message = create(PurchaseSchema, {
    id: 9n,
    customerId: 7n,
    status: PurchaseStatus.PAID,
    total: 15000n,
    currencyTotals: [{ amount: 15000n, currency: 'BRL' }],
    items: [
      {
        ticketId: 42_000_001n,
        eventId: 42n,
        eventName: 'Concert',
        seat: 'A1',
        price: 15000n,
        currency: 'BRL',
        status: ItemStatus.SOLD,
      },
    ],
    payment: { method: 'card', status: PaymentStatus.CAPTURED, providerReference: 'ch_1' },
    createdAt: at('2026-01-01T00:00:00Z'),
    updatedAt: at('2026-01-01T00:00:01Z'),
  });
  return Object.assign(message, changes);
}

/** The same as clients see it. */
export const purchaseJson = {
  id: 9,
  status: 'paid',
  reason: null,
  customer_id: 7,
  total: 15000,
  currency_totals: [{ currency: 'BRL', amount: 15000 }],
  items: [
    {
      ticket_id: 42_000_001,
      event_id: 42,
      event_name: 'Concert',
      seat: 'A1',
      price: 15000,
      currency: 'BRL',
      status: 'sold',
    },
  ],
  payment: { method: 'card', status: 'captured', provider_reference: 'ch_1' },
  expires_at: null,
  created_at: '2026-01-01T00:00:00.000Z',
  updated_at: '2026-01-01T00:00:01.000Z',
};
