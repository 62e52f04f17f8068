import { query, type Row, toDate, toDateOrNull } from '@boxoffice/platform';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Payment, PaymentStatus, Purchase, PurchaseItem, PurchaseStatus, Refund } from '../domain/purchase.ts';

const SELECT = `
  select p.id, p.customer_id, p.status, p.reason, p.version, p.ticket_ids, p.pay_at_once, p.items, p.currency,
         p.generation, p.released_ticket_ids, p.cancelled_ticket_ids, p.expires_at, p.paid_at, p.created_at, p.updated_at,
         pay.attempt, pay.method, pay.amount, pay.status as payment_status, pay.reference, pay.decline_code,
         pay.started_at as payment_started_at, r.number as refund_number, r.amount as refund_amount,
         r.ticket_ids as refund_ticket_ids, r.reason as refund_reason,
         (select count(*)::int from refunds where purchase_id = p.id) as refunds
    from purchases p
    left join lateral (select * from payments where purchase_id = p.id order by attempt desc limit 1) pay on true
    left join refunds r on r.purchase_id = p.id and r.done_at is null and cardinality(r.ticket_ids) > 0`;

const ids = (column: unknown): number[] => (Array.isArray(column) ? column.map(Number) : []);
const textOrNull = (column: unknown): string | null => (column === null ? null : String(column));

function toPayment(row: Row): Payment | null {
  if (row.attempt === null) return null;
  return {
    attempt: Number(row.attempt),
    method: String(row.method),
    amount: Number(row.amount),
    status: row.payment_status as PaymentStatus,
    reference: textOrNull(row.reference),
    declineCode: textOrNull(row.decline_code),
    startedAt: toDate(row.payment_started_at),
  };
}

function toRefund(row: Row): Refund | null {
  if (row.refund_number === null) return null;
  return {
    number: Number(row.refund_number),
    amount: Number(row.refund_amount),
    ticketIds: ids(row.refund_ticket_ids),
    reason: String(row.refund_reason),
  };
}

function toPurchase(row: Row): Purchase {
  return {
    id: Number(row.id),
    customerId: Number(row.customer_id),
    status: row.status as PurchaseStatus,
    reason: textOrNull(row.reason),
    version: Number(row.version),
    ticketIds: ids(row.ticket_ids),
    payAtOnce: row.pay_at_once === true,
    items: row.items as PurchaseItem[],
    currency: textOrNull(row.currency),
    generation: Number(row.generation),
    releasedTicketIds: ids(row.released_ticket_ids),
    cancelledTicketIds: ids(row.cancelled_ticket_ids),
    payment: toPayment(row),
    refunds: Number(row.refunds),
    refund: toRefund(row),
    expiresAt: toDateOrNull(row.expires_at),
    paidAt: toDateOrNull(row.paid_at),
    createdAt: toDate(row.created_at),
    updatedAt: toDate(row.updated_at),
  };
}

/** Reads purchases by id, in no order. */
export async function loadPurchases(em: EntityManager, purchaseIds: number[]): Promise<Purchase[]> {
  const rows = await query(em, `${SELECT} where p.id = any($1::bigint[])`, [purchaseIds]);
  return rows.map(toPurchase);
}

/** Reads a customer's purchases, newest first: those with smaller ids than `before`, of one status or all. */
export async function loadCustomerPurchases(
  em: EntityManager,
  customerId: number,
  status: PurchaseStatus | null,
  before: number,
  limit: number,
): Promise<Purchase[]> {
  const rows = await query(
    em,
    `${SELECT} where p.customer_id = $1 and p.id < $2 and ($3::text is null or p.status = $3) order by p.id desc limit $4`,
    [customerId, before, status, limit],
  );
  return rows.map(toPurchase);
}
