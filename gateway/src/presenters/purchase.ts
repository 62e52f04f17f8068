import {
  ItemStatus,
  type Payment,
  PaymentStatus,
  type Purchase,
  type PurchaseChange,
  type PurchaseItem,
  PurchaseStatus,
} from '@boxoffice/contracts/order/v1/order_service';
import { type Static, Type } from '@fastify/type-provider-typebox';
import { formatMoment, formatOptionalMoment } from '../time.ts';
import {
  Amount,
  Currency,
  Id,
  Moment,
  MoneyBody,
  nullable,
  number,
  OptionalMoment,
  OptionalText,
  presentMoney,
  shared,
  textOrNull,
  wireNames,
} from './common.ts';

/** Where a purchase stands. */
export const purchaseStatus = wireNames({
  pending: PurchaseStatus.PENDING,
  reserved: PurchaseStatus.RESERVED,
  paying: PurchaseStatus.PAYING,
  paid: PurchaseStatus.PAID,
  failed: PurchaseStatus.FAILED,
  expired: PurchaseStatus.EXPIRED,
  cancelling: PurchaseStatus.CANCELLING,
  cancelled: PurchaseStatus.CANCELLED,
});

/** Where one ticket of a purchase stands. */
export const itemStatus = wireNames({
  held: ItemStatus.HELD,
  sold: ItemStatus.SOLD,
  cancelled: ItemStatus.CANCELLED,
  released: ItemStatus.RELEASED,
});

const paymentStatus = wireNames({
  processing: PaymentStatus.PROCESSING,
  captured: PaymentStatus.CAPTURED,
  declined: PaymentStatus.DECLINED,
  failed: PaymentStatus.FAILED,
  partially_refunded: PaymentStatus.PARTIALLY_REFUNDED,
  refunded: PaymentStatus.REFUNDED,
});

const ItemBody = Type.Object({
  ticket_id: Id,
  event_id: Id,
  event_name: Type.String(),
  seat: Type.String(),
  price: Amount,
  currency: Currency,
  status: itemStatus.schema,
});

const PaymentBody = Type.Object({
  method: Type.String(),
  status: paymentStatus.schema,
  provider_reference: OptionalText,
});

/** A customer's order of 1 to 20 tickets. */
export const PurchaseBody = shared('Purchase', {
  id: Id,
  status: purchaseStatus.schema,
  reason: OptionalText,
  customer_id: Id,
  total: Amount,
  currency_totals: Type.Array(MoneyBody),
  items: Type.Array(ItemBody),
  payment: nullable(PaymentBody),
  expires_at: OptionalMoment,
  created_at: Moment,
  updated_at: Moment,
});

/** One step in a purchase's life. */
export const PurchaseChangeBody = shared('PurchaseChange', {
  from: purchaseStatus.optionalSchema,
  to: purchaseStatus.schema,
  reason: OptionalText,
  actor: Type.String({ examples: ['customer:7', 'system'] }),
  at: Moment,
});

function presentItem(item: PurchaseItem): Static<typeof ItemBody> {
  return {
    ticket_id: number(item.ticketId),
    event_id: number(item.eventId),
    event_name: item.eventName,
    seat: item.seat,
    price: number(item.price),
    currency: item.currency,
    status: itemStatus.nameOf(item.status),
  };
}

function presentPayment({ method, status, providerReference }: Payment): Static<typeof PaymentBody> {
  return { method, status: paymentStatus.nameOf(status), provider_reference: textOrNull(providerReference) };
}

/** A purchase. */
export function presentPurchase(purchase: Purchase): Static<typeof PurchaseBody.schema> {
  return {
    id: number(purchase.id),
    status: purchaseStatus.nameOf(purchase.status),
    reason: textOrNull(purchase.reason),
    customer_id: number(purchase.customerId),
    total: number(purchase.total),
    currency_totals: purchase.currencyTotals.map(presentMoney),
    items: purchase.items.map(presentItem),
    payment: purchase.payment ? presentPayment(purchase.payment) : null,
    expires_at: formatOptionalMoment(purchase.expiresAt),
    created_at: formatMoment(purchase.createdAt),
    updated_at: formatMoment(purchase.updatedAt),
  };
}

/** A step in a purchase's life. */
export function presentPurchaseChange({
  from,
  to,
  reason,
  actor,
  at,
}: PurchaseChange): Static<typeof PurchaseChangeBody.schema> {
  return {
    from: purchaseStatus.nameOrNull(from),
    to: purchaseStatus.nameOf(to),
    reason: textOrNull(reason),
    actor,
    at: formatMoment(at),
  };
}
