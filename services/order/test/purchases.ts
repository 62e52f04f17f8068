import type { Payment, Purchase, PurchaseItem, Refund } from '../src/domain/purchase.ts';

/** The moment at which the tests of the domain play. */
export const NOW = new Date('2030-06-01T12:00:00.000Z');

/** A moment some seconds after `NOW`. */
export const after = (seconds: number): Date => new Date(NOW.getTime() + seconds * 1000);

/** A ticket of event 1 and partner 1; its number is its id. */
export function anItem(ticketId: number, price = 1000, changes: Partial<PurchaseItem> = {}): PurchaseItem {
  return {
    ticketId,
    eventId: 1,
    eventName: 'Show',
    partnerId: 1,
    seat: `S${ticketId}`,
    section: 'Floor',
    price,
    startsAt: after(86_400).toISOString(),
    ...changes,
  };
}

/** A payment under way. */
export function aPayment(changes: Partial<Payment> = {}): Payment {
  return {
    attempt: 1,
    method: 'card',
    amount: 2000,
    status: 'processing',
    reference: null,
    declineCode: null,
    startedAt: NOW,
    ...changes,
  };
}

/** A refund under way. */
export function aRefund(changes: Partial<Refund> = {}): Refund {
  return { number: 1, ticketIds: [1, 2], amount: 2000, reason: 'cancelled_by_customer', ...changes };
}

/** A purchase of tickets 1 and 2 that was recorded a moment ago. */
export function aPurchase(changes: Partial<Purchase> = {}): Purchase {
  return {
    id: 7,
    customerId: 3,
    status: 'pending',
    reason: null,
    version: 1,
    ticketIds: [1, 2],
    payAtOnce: false,
    items: [],
    currency: null,
    generation: 0,
    releasedTicketIds: [],
    cancelledTicketIds: [],
    payment: null,
    refunds: 0,
    refund: null,
    expiresAt: null,
    paidAt: null,
    createdAt: NOW,
    updatedAt: NOW,
    ...changes,
  };
}

const held = { items: [anItem(1), anItem(2)], currency: 'BRL', generation: 5 };

/** It holds tickets 1 and 2, of 10.00 each, for ten minutes. */
export const reserved = (changes: Partial<Purchase> = {}): Purchase =>
  aPurchase({ ...held, status: 'reserved', version: 2, expiresAt: after(600), ...changes });

/** Its payment is under way. */
export const paying = (changes: Partial<Purchase> = {}): Purchase =>
  aPurchase({ ...held, status: 'paying', version: 3, payment: aPayment(), ...changes });

/** It was paid, and owns tickets 1 and 2. */
export const paid = (changes: Partial<Purchase> = {}): Purchase =>
  aPurchase({
    ...held,
    status: 'paid',
    version: 4,
    payment: aPayment({ status: 'captured', reference: 'ref' }),
    paidAt: NOW,
    ...changes,
  });

/** Its money is on its way back. */
export const cancelling = (changes: Partial<Purchase> = {}): Purchase =>
  paid({
    status: 'cancelling',
    reason: 'cancelled_by_customer',
    version: 5,
    refund: aRefund(),
    refunds: 1,
    ...changes,
  });
