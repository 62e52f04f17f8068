import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { ItemEntity, OutboxEntity, PurchaseEntity, TicketEntity } from './entities.ts';

const AVAILABLE = 0;
const SOLD = 2;

/** A purchase as it is answered; undefined when a ticket is not to be had. */
export type Bought = { id: number; status: string; total: number; ticket_ids: number[] } | undefined;

/** Buys tickets in one transaction, with an entity for everything that is read or written. */
export function buy(em: EntityManager, customerId: number, ticketIds: number[]): Promise<Bought> {
  return em.transactional(async (inside) => {
    const tickets = await inside.find(
      TicketEntity,
      { id: { $in: ticketIds } },
      { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { id: 'asc' } },
    );
    if (tickets.length !== ticketIds.length || tickets.some(({ status }) => status !== AVAILABLE)) return undefined;
    const total = tickets.reduce((sum, { price }) => sum + price, 0);
    const purchase = inside.create(PurchaseEntity, { customerId, status: 'paid', total, createdAt: new Date() });
    await inside.flush();
    for (const ticket of tickets) {
      ticket.status = SOLD;
      ticket.purchaseId = purchase.id;
      inside.create(ItemEntity, { purchaseId: purchase.id, ticketId: ticket.id, price: ticket.price });
    }
    inside.create(OutboxEntity, { payload: { type: 'purchase_paid', purchase_id: purchase.id } });
    return { id: purchase.id, status: 'paid', total, ticket_ids: ticketIds };
  });
}
