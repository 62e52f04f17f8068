import { defineEntity, p } from '@mikro-orm/core';

/** A seat; its status is 0 for available and 2 for sold. */
export const TicketEntity = defineEntity({
  name: 'Ticket',
  tableName: 'tickets',
  properties: {
    id: p.bigint('number').primary(),
    eventId: p.bigint('number'),
    seat: p.text(),
    price: p.bigint('number'),
    status: p.smallint(),
    purchaseId: p.bigint('number').nullable(),
  },
});

/** Who bought for how much. */
export const PurchaseEntity = defineEntity({
  name: 'Purchase',
  tableName: 'purchases',
  properties: {
    id: p.bigint('number').primary().autoincrement(),
    customerId: p.bigint('number'),
    status: p.text(),
    total: p.bigint('number'),
    createdAt: p.datetime(),
  },
});

/** One ticket of a purchase, at the price it was sold for. */
export const ItemEntity = defineEntity({
  name: 'Item',
  tableName: 'items',
  properties: {
    purchaseId: p.bigint('number').primary(),
    ticketId: p.bigint('number').primary(),
    price: p.bigint('number'),
  },
});

/** Something that other parts are to hear. */
export const OutboxEntity = defineEntity({
  name: 'Outbox',
  tableName: 'outbox',
  properties: { id: p.bigint('number').primary().autoincrement(), payload: p.json() },
});
