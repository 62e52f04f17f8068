import type { Clock } from '@boxoffice/kernel';
import { across, type Database, type Log } from '@boxoffice/platform';
import type { Effect, Outcome, SagaSettings } from '../domain/outcomes.ts';
import { type Purchase, paymentKey, refundKey, totalOf } from '../domain/purchase.ts';
import type { ChargeOutcome, PaymentProvider } from '../payments/provider.ts';
import type { InventoryPort, PurchaseWire } from './ports.ts';
import { sendRefund } from './send-refund.ts';
import { withTimeout } from './with-timeout.ts';

/** What driving a purchase needs. */
export type Driving = {
  database: Database;
  inventory: InventoryPort;
  provider: PaymentProvider;
  wire: PurchaseWire;
  clock: Clock;
  log: Log;
  /** Told after each commit, so that facts go out at once. */
  committed(): void;
  settings: SagaSettings & {
    /** The provider has this long to answer, in milliseconds. */
    paymentTimeoutMs: number;
    /** A purchase that nobody has moved for this long may be taken up by another process, in seconds. */
    leaseSeconds: number;
  };
};

/** How a purchase is to be driven. */
export type Drive = {
  purchase: Purchase;
  outcome: Outcome;
  /** How it is paid: kept in memory only, never stored. */
  payment?: { method: string; token: string } | undefined;
  /** Whose answer is to be kept: the command's own key, or with null every key of the operation. */
  command: { operation: string; key: string | null };
  /** Called when it is decided whether the purchase has its tickets, or when it can't be driven. */
  decided?: () => void;
};

function toOutcome(outcome: ChargeOutcome): Outcome {
  return outcome.type === 'failed' ? { type: 'not_charged', reason: 'payment_error' } : outcome;
}

/** Performs effects: each answers an outcome, and an error of the party asked is an outcome too. */
export function performEffects(driving: Driving) {
  const { inventory, provider, log, settings } = driving;
  const inTime = <T>(ask: (signal: AbortSignal) => Promise<T>) => withTimeout(settings.paymentTimeoutMs, ask);

  async function reserve({ purchase, payment }: Drive): Promise<Outcome> {
    try {
      const answer = await inventory.reserve({ purchaseId: purchase.id, ticketIds: purchase.ticketIds });
      return answer.type === 'held' ? { ...answer, method: payment?.method ?? null } : answer;
    } catch (error) {
      log.warn({ err: error, purchase: purchase.id }, 'it is not known whether tickets are held');
      return { type: 'hold_unknown', reason: 'inventory_unavailable' };
    }
  }

  async function charge(drive: Drive): Promise<Outcome> {
    const { purchase, payment } = drive;
    const { payment: attempt, currency } = purchase;
    if (!payment || !attempt || currency === null) return { type: 'charge_unknown' };
    const key = paymentKey(purchase);
    try {
      const { amount, method } = attempt;
      return toOutcome(
        await across('charge', () =>
          inTime((signal) => provider.charge({ key, amount, currency, method, token: payment.token, signal })),
        ),
      );
    } catch (error) {
      log.warn({ err: error, purchase: purchase.id }, 'the outcome of a payment is not known');
      return askProvider(drive);
    }
  }

  async function askProvider({ purchase }: Drive): Promise<Outcome> {
    try {
      const key = paymentKey(purchase);
      const found = await across('ask for a charge', () => inTime((signal) => provider.find(key, signal)));
      return found ? toOutcome(found) : { type: 'charge_unknown' };
    } catch (error) {
      log.warn({ err: error, purchase: purchase.id }, 'the payment provider could not be asked');
      return { type: 'charge_unknown' };
    }
  }

  async function confirm({ purchase }: Drive): Promise<Outcome> {
    try {
      const sold = await inventory.confirm({ purchaseId: purchase.id, generation: purchase.generation });
      return { type: sold ? 'confirmed' : 'hold_gone' };
    } catch (error) {
      log.warn({ err: error, purchase: purchase.id }, 'it is not known whether tickets are sold');
      return { type: 'confirm_unknown' };
    }
  }

  async function refund({ purchase }: Drive): Promise<Outcome> {
    const total = totalOf(purchase);
    if (!purchase.refund || !total) return { type: 'refunded' };
    const { amount } = purchase.refund;
    const charge = { chargeKey: paymentKey(purchase), chargeReference: purchase.payment?.reference ?? null };
    const order = { key: refundKey(purchase), ...charge, amount, currency: total.currency };
    try {
      await across('refund', () => inTime((signal) => sendRefund(driving, { ...order, signal })));
      return { type: 'refunded' };
    } catch (error) {
      log.warn({ err: error, purchase: purchase.id }, 'the outcome of a refund is not known; it is sent again');
      return { type: 'refund_unknown' };
    }
  }

  return { reserve, charge, ask_provider: askProvider, confirm, refund } satisfies Record<
    Effect,
    (drive: Drive) => Promise<Outcome>
  >;
}
