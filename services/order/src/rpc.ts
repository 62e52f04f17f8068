import type { Idempotency } from '@boxoffice/contracts/common/v1/idempotency';
import {
  EventSalesSchema,
  OrderService,
  type PaymentMethod,
  type PurchaseResult,
  PurchaseResultSchema,
} from '@boxoffice/contracts/order/v1/order_service';
import { DomainError, invalidField, toNumber } from '@boxoffice/kernel';
import {
  actingCustomer,
  actingPartner,
  asTheyFinish,
  databaseFailure,
  type Log,
  requireService,
  toFailure,
} from '@boxoffice/platform';
import { create } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import type { ConnectRouter, HandlerContext, ServiceImpl } from '@connectrpc/connect';
import type { UseCases } from './usecases/index.ts';
import type { CommandResult } from './usecases/place-purchase.ts';
import {
  readSaleStatus,
  readStatus,
  readTime,
  writeFailedPurchase,
  writeFigures,
  writeHistoryEntry,
  writePass,
  writePurchase,
  writeResult,
  writeSale,
  writeSaleChange,
} from './wire.ts';

type Handlers = ServiceImpl<typeof OrderService>;
type Commands = 'placePurchases' | 'payPurchases' | 'cancelPurchases';

const MAX_COMMANDS = 1000;
const MAX_EVENTS = 1000;
const MAX_PARTNERS = 1000;

function keyOf(idempotency: Idempotency | undefined) {
  return { key: idempotency?.key ?? '', requestHash: idempotency?.requestHash ?? new Uint8Array() };
}

function payingBy(payment: PaymentMethod | undefined) {
  if (!payment?.token) throw invalidField('payment.token', 'is needed');
  return { method: payment.method, token: payment.token };
}

/** Runs commands side by side and streams each result as soon as it is there; a failed one is a result like any other. */
function commands(use: UseCases, log: Log): Pick<Handlers, Commands> {
  function failed(index: number, error: unknown): PurchaseResult {
    const known = error instanceof DomainError ? error : databaseFailure(error);
    if (!known) log.error({ err: error }, 'a command on a purchase failed');
    const failure = known ?? new DomainError('internal', 'internal', 'Something went wrong on our side.');
    return create(PurchaseResultSchema, { index, failure: toFailure(failure) });
  }

  async function* run<Command>(
    context: HandlerContext,
    items: Command[],
    one: (command: Command) => Promise<CommandResult>,
  ) {
    requireService(context);
    if (items.length > MAX_COMMANDS) throw invalidField('commands', `must be ${MAX_COMMANDS} at most`);
    const results = items.map(async (command, index) => {
      try {
        return writeResult(index, await one(command));
      } catch (error) {
        return failed(index, error);
      }
    });
    for await (const ready of asTheyFinish(results)) yield { results: ready };
  }

  return {
    placePurchases: ({ purchases }, context) =>
      run(context, purchases, ({ customerId, ticketIds, payment, idempotency }) =>
        use.place({
          customerId: toNumber(customerId),
          ticketIds: ticketIds.map(toNumber),
          payment: payment && payingBy(payment),
          ...keyOf(idempotency),
        }),
      ),
    payPurchases: ({ payments }, context) =>
      run(context, payments, ({ customerId, purchaseId, payment, idempotency }) =>
        use.pay({
          customerId: toNumber(customerId),
          purchaseId: toNumber(purchaseId),
          payment: payingBy(payment),
          ...keyOf(idempotency),
        }),
      ),
    cancelPurchases: ({ cancellations }, context) =>
      run(context, cancellations, ({ customerId, purchaseId, ticketIds, idempotency }) =>
        use.cancel({
          customerId: toNumber(customerId),
          purchaseId: toNumber(purchaseId),
          ticketIds: ticketIds.map(toNumber),
          ...keyOf(idempotency),
        }),
      ),
  };
}

function forCustomers(
  use: UseCases,
): Pick<Handlers, 'getPurchase' | 'listPurchases' | 'listPurchaseHistory' | 'getPass'> {
  return {
    async getPurchase({ purchaseId }, context) {
      return { purchase: writePurchase(await use.getPurchase(toNumber(purchaseId), actingCustomer(context))) };
    },
    async listPurchases({ status, page }, context) {
      const customerId = actingCustomer(context);
      const found = await use.listPurchases(customerId, readStatus(status), page?.limit ?? 0, page?.cursor ?? '');
      return { purchases: found.purchases.map(writePurchase), nextCursor: found.nextCursor };
    },
    async listPurchaseHistory({ purchaseId }, context) {
      const entries = await use.listPurchaseHistory(toNumber(purchaseId), actingCustomer(context));
      return { changes: entries.map(writeHistoryEntry) };
    },
    async getPass({ purchaseId, ticketId }, context) {
      return { pass: writePass(await use.getPass(toNumber(purchaseId), toNumber(ticketId), actingCustomer(context))) };
    },
  };
}

function forPartners(use: UseCases): Pick<Handlers, 'listSales' | 'getSalesSummary' | 'listFailures'> {
  return {
    async listSales({ eventId, from, to, status, page }, context) {
      const found = await use.listSales({
        partnerId: actingPartner(context),
        eventId: toNumber(eventId),
        from: readTime(from),
        to: readTime(to),
        status: readSaleStatus(status),
        limit: page?.limit ?? 0,
        cursor: page?.cursor ?? '',
      });
      return { sales: found.sales.map(writeSale), nextCursor: found.nextCursor };
    },
    async getSalesSummary({ eventId, from, to }, context) {
      const filter = { partnerId: actingPartner(context), from: readTime(from), to: readTime(to) };
      const summary = await use.summarizeSales(filter, toNumber(eventId));
      return {
        figures: writeFigures(summary.figures),
        byEvent: summary.byEvent.map(({ eventId: id, eventName, figures }) =>
          create(EventSalesSchema, { eventId: BigInt(id), eventName, figures: writeFigures(figures) }),
        ),
        byDay: summary.byDay.map(({ day, figures }) => ({ day, figures: writeFigures(figures) })),
        bySection: summary.bySection.map(({ section, figures }) => ({ section, figures: writeFigures(figures) })),
      };
    },
    async listFailures({ eventId, page }, context) {
      const partnerId = actingPartner(context);
      const found = await use.listFailures(partnerId, toNumber(eventId), page?.limit ?? 0, page?.cursor ?? '');
      return { failures: found.failures.map(writeFailedPurchase), nextCursor: found.nextCursor };
    },
  };
}

function forServices(
  use: UseCases,
): Pick<
  Handlers,
  'batchGetEventCancellations' | 'handlePaymentWebhook' | 'getPassKeys' | 'getPaymentProvider' | 'listSaleChanges'
> {
  return {
    async getPassKeys() {
      return { jwks: JSON.stringify(await use.getPassKeys()) };
    },
    getPaymentProvider: () => ({ provider: use.paymentProvider }),
    async batchGetEventCancellations({ eventIds }, context) {
      requireService(context);
      if (eventIds.length > MAX_EVENTS) throw invalidField('event_ids', `must be ${MAX_EVENTS} at most`);
      const progress = await use.getRefundProgress(eventIds.map(toNumber));
      return {
        cancellations: progress.map(({ eventId, purchases, refunded }) => ({
          eventId: BigInt(eventId),
          purchases: BigInt(purchases),
          refunded: BigInt(refunded),
        })),
      };
    },
    async listSaleChanges({ partnerIds, since, limit }, context) {
      requireService(context);
      if (partnerIds.length > MAX_PARTNERS) throw invalidField('partner_ids', `must be ${MAX_PARTNERS} at most`);
      const { changes, readAt } = await use.listSaleChanges(partnerIds.map(toNumber), readTime(since), limit);
      return { changes: changes.map(writeSaleChange), readAt: timestampFromDate(readAt) };
    },
    async handlePaymentWebhook({ provider, payload, signature }, context) {
      requireService(context);
      await use.hearProvider({ provider, payload, signature });
      return {};
    },
  };
}

/** Order's RPCs. */
export function orderRoutes(router: ConnectRouter, use: UseCases, log: Log): void {
  router.service(OrderService, {
    ...commands(use, log),
    ...forCustomers(use),
    ...forPartners(use),
    ...forServices(use),
  });
}
