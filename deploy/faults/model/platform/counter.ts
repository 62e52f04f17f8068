import { TicketStatus } from '@boxoffice/contracts/inventory/v1/inventory_service';
import {
  ItemStatus,
  type Purchase as ProtoPurchase,
  type PurchaseResult,
  PurchaseStatus,
} from '@boxoffice/contracts/order/v1/order_service';
import { type Actor, actorKey } from '@boxoffice/platform';
import { type CallOptions, Code, ConnectError, createContextValues } from '@connectrpc/connect';
import { type CustomerAct, contentOf } from '../rules/acts.ts';
import type { Figures } from '../rules/books.ts';
import { isResting, type Status, type Told, type View } from '../rules/world.ts';
import type { Platform } from './platform.ts';

/** Somebody acting on the platform. */
export const as = (actor: Actor): CallOptions => ({ contextValues: createContextValues().set(actorKey, actor) });

const ascending = (ids: Iterable<bigint | number>) => [...ids].map(Number).sort((a, b) => a - b);
const statusName = (status: PurchaseStatus) => PurchaseStatus[status].toLowerCase();

function viewOf({ id, status: code, reason, items, total }: ProtoPurchase): View {
  const status = statusName(code) as Status;
  const those = (...statuses: ItemStatus[]) =>
    ascending(items.flatMap((item) => (statuses.includes(item.status) ? [item.ticketId] : [])));
  return {
    id: Number(id),
    status,
    reason: isResting({ status }) ? reason || null : null,
    kept: those(ItemStatus.HELD, ItemStatus.SOLD),
    back: those(ItemStatus.CANCELLED),
    items: ascending(items.map(({ ticketId }) => ticketId)),
    total: Number(total),
  };
}

function toldOf({ purchase, failure, replayed }: PurchaseResult): Told {
  const faults = (failure?.metadata?.tickets ?? []) as { ticket_id: number }[];
  return {
    purchase: purchase ? viewOf(purchase) : null,
    failure: failure?.reason ?? null,
    faults: ascending(faults.map(({ ticket_id: id }) => id)),
    replayed,
  };
}

function send({ order }: Platform, act: CustomerAct): AsyncIterable<{ results: PurchaseResult[] }> {
  const idempotency = { key: act.key, requestHash: Buffer.from(contentOf(act)) };
  const who = { customerId: BigInt(act.customer), idempotency };
  const payment = 'card' in act && act.card ? { payment: { method: 'card', token: `tok_${act.card}` } } : {};
  switch (act.do) {
    case 'place':
      return order.placePurchases({ purchases: [{ ...who, ...payment, ticketIds: act.tickets.map(BigInt) }] });
    case 'pay':
      return order.payPurchases({ payments: [{ ...who, ...payment, purchaseId: BigInt(act.purchase) }] });
    case 'cancel': {
      const cancellation = { ...who, purchaseId: BigInt(act.purchase), ticketIds: act.tickets.map(BigInt) };
      return order.cancelPurchases({ cancellations: [cancellation] });
    }
  }
}

/** Gives a command; `nothing` when the process dies before it answers. */
export async function perform(platform: Platform, act: CustomerAct): Promise<Told | 'nothing'> {
  try {
    for await (const { results } of send(platform, act)) {
      const [result] = results;
      if (result) return toldOf(result);
    }
  } catch (error) {
    if (ConnectError.from(error).code !== Code.Unavailable) throw error;
  }
  return 'nothing';
}

/** A customer's purchases as the customer sees them. */
export async function purchasesOf({ order }: Platform, customer: number): Promise<View[]> {
  const { purchases } = await order.listPurchases({ page: { limit: 100 } }, as({ role: 'customer', id: customer }));
  return purchases.map(viewOf).reverse();
}

/** Every step of a purchase, from nothing on. */
export async function historyOf({ order }: Platform, customer: number, purchase: number) {
  const who = as({ role: 'customer', id: customer });
  const { changes } = await order.listPurchaseHistory({ purchaseId: BigInt(purchase) }, who);
  return changes.map(({ from, to }) => ({
    from: from === PurchaseStatus.UNSPECIFIED ? '' : statusName(from),
    to: statusName(to),
  }));
}

/** Tickets of a published event as everybody sees them. */
export async function ticketsOf({ inventory }: Platform, event: number): Promise<{ ticket: number; status: string }[]> {
  const { tickets } = await inventory.listTickets({ eventId: BigInt(event) });
  return tickets.map(({ id, status }) => ({ ticket: Number(id), status: TicketStatus[status].toLowerCase() }));
}

/** A partner's figures of one event. */
export async function figuresOf({ order }: Platform, partner: number, event: number): Promise<Figures> {
  const { figures } = await order.getSalesSummary({ eventId: BigInt(event) }, as({ role: 'partner', id: partner }));
  return {
    sold: Number(figures?.ticketsSold ?? 0),
    cancelled: Number(figures?.ticketsCancelled ?? 0),
    amount: Number(figures?.currencyTotals[0]?.amount ?? 0),
    purchases: Number(figures?.purchases ?? 0),
  };
}
