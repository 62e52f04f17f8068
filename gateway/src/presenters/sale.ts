import type { Customer } from '@boxoffice/contracts/identity/v1/identity_service';
import { type FailedPurchase, ItemStatus, type Sale } from '@boxoffice/contracts/order/v1/order_service';
import { type Static, Type } from '@fastify/type-provider-typebox';
import { formatMoment, formatOptionalMoment } from '../time.ts';
import {
  Amount,
  Currency,
  Id,
  Moment,
  MoneyBody,
  number,
  OptionalMoment,
  OptionalText,
  presentMoney,
  shared,
  wireNames,
} from './common.ts';

/** Where a sold ticket stands. */
export const saleStatus = wireNames({ sold: ItemStatus.SOLD, cancelled: ItemStatus.CANCELLED });

/** One sold ticket. */
export const SaleBody = shared('Sale', {
  purchase_id: Id,
  ticket_id: Id,
  event_id: Id,
  seat: Type.String(),
  price: Amount,
  currency: Currency,
  status: saleStatus.schema,
  customer: Type.Object({ id: Id, name: OptionalText, email: OptionalText }),
  sold_at: Moment,
  cancelled_at: OptionalMoment,
});

/** A purchase that failed, as far as it touched the partner's events. */
export const FailureBody = shared('Failure', {
  purchase_id: Id,
  at: Moment,
  reason: Type.String(),
  ticket_ids: Type.Array(Id),
  lost: Type.Array(MoneyBody, { description: 'Price of those tickets, as far as it was known' }),
});

/** A sold ticket with its buyer; an account that is gone has neither name nor e-mail. */
export function presentSale(sale: Sale, customers: Map<bigint, Customer>): Static<typeof SaleBody.schema> {
  const customer = customers.get(sale.customerId);
  return {
    purchase_id: number(sale.purchaseId),
    ticket_id: number(sale.ticketId),
    event_id: number(sale.eventId),
    seat: sale.seat,
    price: number(sale.price),
    currency: sale.currency,
    status: saleStatus.nameOf(sale.status),
    customer: { id: number(sale.customerId), name: customer?.name ?? null, email: customer?.email ?? null },
    sold_at: formatMoment(sale.soldAt),
    cancelled_at: formatOptionalMoment(sale.cancelledAt),
  };
}

/** A failed purchase. */
export function presentFailure(failure: FailedPurchase): Static<typeof FailureBody.schema> {
  return {
    purchase_id: number(failure.purchaseId),
    at: formatMoment(failure.at),
    reason: failure.reason,
    ticket_ids: failure.ticketIds.map(number),
    lost: failure.lost.map(presentMoney),
  };
}
