import { DomainError, notFound } from '@boxoffice/kernel';
import { itemStatus, type Purchase } from './purchase.ts';

/** What an admission pass says: which seat, by which sale. */
export type Pass = {
  purchaseId: number;
  ticketId: number;
  eventId: number;
  seat: string;
  section: string;
  /** The hold's generation: it rises when the ticket is sold anew. */
  generation: number;
  soldAt: Date;
};

/** From when on a key signs. */
export type PassKeyTimes = { signsFrom: Date };

/**
 * The pass of one ticket of a purchase. Throws `ticket_not_found`, and `pass_not_available` unless the ticket is sold to
 * the purchase; one whose money is on its way back lets nobody in any more.
 */
export function passOf(purchase: Purchase, ticketId: number): Pass {
  const { items, ticketIds, refund, paidAt } = purchase;
  if (!ticketIds.includes(ticketId)) throw notFound('ticket');
  const item = items.find((one) => one.ticketId === ticketId);
  const sold = item && itemStatus(purchase, item) === 'sold' && !refund?.ticketIds.includes(ticketId);
  if (!sold || paidAt === null) {
    throw new DomainError('conflict', 'pass_not_available', 'Only a sold ticket has a pass.');
  }
  const { eventId, seat, section } = item;
  return { purchaseId: purchase.id, ticketId, eventId, seat, section, generation: purchase.generation, soldAt: paidAt };
}

/** The key that signs the pass of a sale: the last one that signed by then, so that its code never changes. */
export function passKeyAt<Key extends PassKeyTimes>(keys: readonly Key[], soldAt: Date): Key | undefined {
  return keys.findLast(({ signsFrom }) => signsFrom <= soldAt);
}
