import { MoneySchema } from '@boxoffice/contracts/common/v1/money';
import {
  FailedPurchaseSchema,
  PassSchema,
  PaymentSchema,
  ItemStatus as ProtoItemStatus,
  PaymentStatus as ProtoPaymentStatus,
  type Purchase as ProtoPurchase,
  PurchaseStatus as ProtoStatus,
  PurchaseChangeSchema,
  PurchaseItemSchema,
  type PurchaseResult,
  PurchaseResultSchema,
  PurchaseSchema,
  SaleChangeSchema,
  SaleSchema,
  SalesFiguresSchema,
} from '@boxoffice/contracts/order/v1/order_service';
import type { Money } from '@boxoffice/kernel';
import { toFailure } from '@boxoffice/platform';
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { type Timestamp, timestampDate, timestampFromDate } from '@bufbuild/protobuf/wkt';
import type { Answer } from './domain/answers.ts';
import {
  type ItemStatus,
  itemStatus,
  type PaymentStatus,
  type Purchase,
  type PurchaseStatus,
  totalOf,
} from './domain/purchase.ts';
import type { SignedPass } from './usecases/get-pass.ts';
import type { FailedPurchase } from './usecases/list-failures.ts';
import type { SaleChange } from './usecases/list-sale-changes.ts';
import type { Sale } from './usecases/list-sales.ts';
import type { CommandResult } from './usecases/place-purchase.ts';
import type { HistoryEntry } from './usecases/read-purchases.ts';
import type { Figures } from './usecases/summarize-sales.ts';

const STATUS: Record<PurchaseStatus, ProtoStatus> = {
  pending: ProtoStatus.PENDING,
  reserved: ProtoStatus.RESERVED,
  paying: ProtoStatus.PAYING,
  paid: ProtoStatus.PAID,
  failed: ProtoStatus.FAILED,
  expired: ProtoStatus.EXPIRED,
  cancelling: ProtoStatus.CANCELLING,
  cancelled: ProtoStatus.CANCELLED,
};

const ITEM_STATUS: Record<ItemStatus, ProtoItemStatus> = {
  held: ProtoItemStatus.HELD,
  sold: ProtoItemStatus.SOLD,
  cancelled: ProtoItemStatus.CANCELLED,
  released: ProtoItemStatus.RELEASED,
};

const PAYMENT_STATUS: Record<PaymentStatus, ProtoPaymentStatus> = {
  processing: ProtoPaymentStatus.PROCESSING,
  captured: ProtoPaymentStatus.CAPTURED,
  declined: ProtoPaymentStatus.DECLINED,
  failed: ProtoPaymentStatus.FAILED,
  unresolved: ProtoPaymentStatus.FAILED,
  partially_refunded: ProtoPaymentStatus.PARTIALLY_REFUNDED,
  refunded: ProtoPaymentStatus.REFUNDED,
};

/** A status from the wire; null for none. */
export function readStatus(status: ProtoStatus): PurchaseStatus | null {
  return (Object.keys(STATUS) as PurchaseStatus[]).find((name) => STATUS[name] === status) ?? null;
}

/** Sold or cancelled from the wire; null for anything else. */
export function readSaleStatus(status: ProtoItemStatus): 'sold' | 'cancelled' | null {
  if (status === ProtoItemStatus.SOLD) return 'sold';
  return status === ProtoItemStatus.CANCELLED ? 'cancelled' : null;
}

/** A time from the wire; null for none. */
export function readTime(time: Timestamp | undefined): Date | null {
  return time ? timestampDate(time) : null;
}

function money({ amount, currency }: Money) {
  return create(MoneySchema, { amount: BigInt(amount), currency });
}

function writePayment({ payment }: Purchase) {
  if (!payment) return {};
  const { method, status, reference } = payment;
  const written = { method, status: PAYMENT_STATUS[status], providerReference: reference ?? '' };
  return { payment: create(PaymentSchema, written) };
}

/** A purchase for the wire. */
export function writePurchase(purchase: Purchase): ProtoPurchase {
  const { id, customerId, status, reason, items, currency, expiresAt, createdAt, updatedAt } = purchase;
  const total = totalOf(purchase);
  return create(PurchaseSchema, {
    id: BigInt(id),
    customerId: BigInt(customerId),
    status: STATUS[status],
    reason: reason ?? '',
    total: BigInt(total?.amount ?? 0),
    currencyTotals: total ? [money(total)] : [],
    items: items.map((item) =>
      create(PurchaseItemSchema, {
        ticketId: BigInt(item.ticketId),
        eventId: BigInt(item.eventId),
        eventName: item.eventName,
        seat: item.seat,
        price: BigInt(item.price),
        currency: currency ?? '',
        status: ITEM_STATUS[itemStatus(purchase, item)],
      }),
    ),
    ...writePayment(purchase),
    ...(expiresAt ? { expiresAt: timestampFromDate(expiresAt) } : {}),
    createdAt: timestampFromDate(createdAt),
    updatedAt: timestampFromDate(updatedAt),
  });
}

// An answer that is stored for its key goes to the customer right after.
const written = new WeakMap<Answer, PurchaseResult>();

function writeAnswer(answer: Answer): PurchaseResult {
  const known = written.get(answer);
  if (known) return known;
  const { purchase, failure } = answer;
  const result = create(PurchaseResultSchema, {
    purchase: writePurchase(purchase),
    ...(failure ? { failure: toFailure(failure) } : {}),
  });
  written.set(answer, result);
  return result;
}

/** An answer as it is stored for its idempotency key. */
export function encodeAnswer(answer: Answer): Uint8Array {
  return toBinary(PurchaseResultSchema, writeAnswer(answer));
}

/** The result of a command for the wire; a stored one says that it is. */
export function writeResult(index: number, result: CommandResult): PurchaseResult {
  if (!('stored' in result)) return { ...writeAnswer(result), index };
  return { ...fromBinary(PurchaseResultSchema, result.stored), index, replayed: true };
}

/** One step of a purchase's history for the wire. */
export function writeHistoryEntry({ from, to, reason, actor, at }: HistoryEntry) {
  return create(PurchaseChangeSchema, {
    from: from === null ? ProtoStatus.UNSPECIFIED : STATUS[from],
    to: STATUS[to],
    reason: reason ?? '',
    actor,
    at: timestampFromDate(at),
  });
}

/** An admission pass for the wire. */
export function writePass(pass: SignedPass) {
  return create(PassSchema, {
    purchaseId: BigInt(pass.purchaseId),
    ticketId: BigInt(pass.ticketId),
    eventId: BigInt(pass.eventId),
    seat: pass.seat,
    section: pass.section,
    code: pass.code,
    issuedAt: timestampFromDate(pass.soldAt),
  });
}

/** A sold ticket for the wire. */
export function writeSale(sale: Sale) {
  return create(SaleSchema, {
    purchaseId: BigInt(sale.purchaseId),
    ticketId: BigInt(sale.ticketId),
    eventId: BigInt(sale.eventId),
    eventName: sale.eventName,
    seat: sale.seat,
    price: BigInt(sale.price),
    currency: sale.currency,
    status: sale.cancelledAt ? ProtoItemStatus.CANCELLED : ProtoItemStatus.SOLD,
    customerId: BigInt(sale.customerId),
    soldAt: timestampFromDate(sale.soldAt),
    ...(sale.cancelledAt ? { cancelledAt: timestampFromDate(sale.cancelledAt) } : {}),
  });
}

/** A ticket that was sold or cancelled, for the wire. */
export function writeSaleChange({ partnerId, sale, at }: SaleChange) {
  return create(SaleChangeSchema, { partnerId: BigInt(partnerId), sale: writeSale(sale), at: timestampFromDate(at) });
}

/** Sales figures for the wire. */
export function writeFigures({ currencyTotals, sold, cancelled, purchases }: Figures) {
  return create(SalesFiguresSchema, {
    currencyTotals: currencyTotals.map(money),
    ticketsSold: BigInt(sold),
    ticketsCancelled: BigInt(cancelled),
    purchases: BigInt(purchases),
  });
}

/** A failed purchase for the wire. */
export function writeFailedPurchase({ purchaseId, at, reason, ticketIds, lost }: FailedPurchase) {
  return create(FailedPurchaseSchema, {
    purchaseId: BigInt(purchaseId),
    at: timestampFromDate(at),
    reason,
    ticketIds: ticketIds.map(BigInt),
    lost: lost.map(money),
  });
}
