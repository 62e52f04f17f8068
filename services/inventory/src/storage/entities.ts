import { defineEntity, p } from '@mikro-orm/core';

/** A ticket as it is stored; statuses by number (see TICKET_STATUSES). */
export const TicketEntity = defineEntity({
  name: 'TicketEntity',
  tableName: 'tickets',
  properties: {
    eventId: p.bigint('number').primary(),
    id: p.bigint('number').primary(),
    batchId: p.bigint('number'),
    seat: p.text(),
    section: p.text(),
    price: p.bigint('number'),
    status: p.smallint(),
    purchaseId: p.bigint('number').nullable(),
    version: p.integer(),
  },
});

/** What inventory knows of an event. */
export const EventTermsEntity = defineEntity({
  name: 'EventTermsEntity',
  tableName: 'event_terms',
  properties: {
    eventId: p.bigint('number').primary(),
    partnerId: p.bigint('number'),
    name: p.text(),
    status: p.enum(['draft', 'published', 'cancelled']),
    currency: p.text(),
    startsAt: p.datetime(),
    salesStart: p.datetime().nullable(),
    salesEnd: p.datetime().nullable(),
    version: p.bigint('number'),
    ticketCount: p.integer().default(0),
  },
});

/** Tickets that were created together. */
export const BatchEntity = defineEntity({
  name: 'BatchEntity',
  tableName: 'batches',
  properties: {
    eventId: p.bigint('number').primary(),
    id: p.bigint('number').primary().autoincrement(),
    section: p.text(),
    price: p.bigint('number'),
    firstTicketId: p.bigint('number'),
    lastTicketId: p.bigint('number'),
    createdAt: p.datetime().onCreate(() => new Date()),
  },
});
