import { setTimeout as sleep } from 'node:timers/promises';
import { type Clock, createBatcher, secondsAfter } from '@boxoffice/kernel';
import type { Database, Log } from '@boxoffice/platform';
import { type Answer, answerTo, failureOf } from '../domain/answers.ts';
import { isAtRest, type Purchase, paymentKey, refundKey, totalOf } from '../domain/purchase.ts';
import {
  advance,
  type Effect,
  type HistoryStep,
  type Outcome,
  PAYMENT_TIMEOUT,
  type SagaSettings,
} from '../domain/saga.ts';
import type { ChargeOutcome, PaymentProvider } from '../payments/provider.ts';
import { loadPurchases } from '../storage/load-purchases.ts';
import { type Step, saveSteps } from '../storage/save-steps.ts';
import type { InventoryPort, PurchaseWire } from './ports.ts';

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
};

/** Another process has moved the purchase on; what was decided here does not count. */
export class Superseded extends Error {}

const RETRY_MS = 500;
const RETRY_LIMIT_MS = 5000;
const OVERTAKEN_LIMIT_MS = 10_000;

/** `stored` is the purchase as the database has it: outcomes that need no step yet are only known here. */
type Progress = Drive & { stored: Purchase; attempts: number };

function dueAt(purchase: Purchase, effect: Effect | null, lease: Date): Date | null {
  if (effect !== null) return lease;
  return purchase.status === 'reserved' ? purchase.expiresAt : null;
}

function toOutcome(outcome: ChargeOutcome): Outcome {
  return outcome.type === 'failed' ? { type: 'not_charged', reason: 'payment_error' } : outcome;
}

/** Performs effects: each answers an outcome, and an error of the party asked is an outcome too. */
function effects({ inventory, provider, log, settings }: Driving) {
  const timeout = () => AbortSignal.timeout(settings.paymentTimeoutMs);

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
        await provider.charge({ key, amount, currency, method, token: payment.token, signal: timeout() }),
      );
    } catch (error) {
      log.warn({ err: error, purchase: purchase.id }, 'the outcome of a payment is not known');
      return askProvider(drive);
    }
  }

  async function askProvider({ purchase }: Drive): Promise<Outcome> {
    try {
      const found = await provider.find(paymentKey(purchase), timeout());
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
    const order = { key: refundKey(purchase), chargeKey: paymentKey(purchase), amount, currency: total.currency };
    try {
      await provider.refund({ ...order, signal: timeout() });
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

/**
 * Drives purchases by the saga: stores each step in a batch with those of other purchases, then performs its effect, and
 * so on until the purchase rests. `run` answers as soon as the customer can be told something: at rest, or when an
 * outcome stays unknown; driving goes on in the background then.
 */
export function createDriver(driving: Driving) {
  const { database, provider, wire, clock, log, committed, settings } = driving;
  const perform = effects(driving);
  const underway = new Map<number, Promise<void>>();
  const save = createBatcher<Step, boolean>(
    async (steps) => {
      const stored = await saveSteps(database, provider.name, steps);
      if (steps.some(({ facts }) => facts.length > 0)) committed();
      return stored;
    },
    { maxBatch: 256, lanes: 2 },
  );

  async function store(
    before: Purchase,
    after: Purchase,
    rest: Pick<Step, 'facts' | 'dueAt' | 'answer'> & { history: HistoryStep[] },
  ) {
    if (await save({ before, after, ...rest })) return;
    throw new Superseded(`purchase ${before.id} has moved on from version ${before.version}`);
  }

  /** One step; answers what is to be driven next, or undefined at rest. */
  async function step(drive: Progress, answer: (answer: Answer) => void): Promise<Progress | undefined> {
    const { outcome } = drive;
    const now = clock();
    const { purchase, history, facts, effect } = advance(drive.purchase, outcome, now, settings);
    const answered = answerTo(purchase, outcome);
    if (history.length > 0) {
      await store(drive.stored, purchase, {
        history,
        facts: facts.map((fact) => wire.fact(purchase, fact)),
        dueAt: dueAt(purchase, effect, secondsAfter(now, settings.leaseSeconds)),
        answer: effect === null ? { ...drive.command, response: wire.answer(answered) } : null,
      });
    }
    if (effect === null) {
      answer(answered);
      return undefined;
    }
    const again = await pauseWhenUnknown(drive, purchase, answer);
    const stored = history.length > 0 ? purchase : drive.stored;
    return { ...drive, purchase, stored, outcome: await perform[effect]({ ...drive, purchase }), attempts: again };
  }

  // An outcome that stays unknown: tell the customer what is known, wait a little longer each time, and ask again.
  async function pauseWhenUnknown(drive: Progress, purchase: Purchase, answer: (answer: Answer) => void) {
    const { outcome, attempts } = drive;
    if (outcome.type === 'charge_unknown') answer({ purchase, failure: failureOf(PAYMENT_TIMEOUT) });
    else if (outcome.type === 'confirm_unknown' && attempts >= 3) {
      answer({ purchase, failure: failureOf('inventory_unavailable') });
    } else if (outcome.type === 'refund_unknown') answer({ purchase, failure: null });
    if (!outcome.type.endsWith('_unknown')) return 0;
    await database.statement('update sagas set due_at = $2 where purchase_id = $1', [
      purchase.id,
      secondsAfter(clock(), settings.leaseSeconds + RETRY_LIMIT_MS / 1000),
    ]);
    await sleep(Math.min(RETRY_MS * 2 ** attempts, RETRY_LIMIT_MS));
    return attempts + 1;
  }

  /** Waits, for a while, until a purchase that another process drives has come to rest, and answers as it stands. */
  async function whereItStands(purchaseId: number): Promise<Answer> {
    for (const start = Date.now(); ; await sleep(RETRY_MS / 2)) {
      const [purchase] = await loadPurchases(database.read(), [purchaseId]);
      if (!purchase) throw new Error(`purchase ${purchaseId} is gone`);
      if (isAtRest(purchase)) return answerTo(purchase, { type: 'resume' });
      if (Date.now() - start > OVERTAKEN_LIMIT_MS) return { purchase, failure: failureOf(PAYMENT_TIMEOUT) };
    }
  }

  async function toRest(drive: Drive, answer: (answer: Answer) => void): Promise<void> {
    let at: Progress | undefined = { ...drive, stored: drive.purchase, attempts: 0 };
    let latest = at;
    try {
      while (at) {
        latest = at;
        at = await step(at, answer);
      }
    } catch (error) {
      // Overtaken after a step of its own: the command was taken up, and what became of it is the answer.
      if (!(error instanceof Superseded) || latest.stored.version === drive.purchase.version) throw error;
      answer(await whereItStands(drive.purchase.id));
    }
  }

  return {
    /** Purchases that are driven here now. */
    underway: () => [...underway.keys()],
    /** Drives a purchase; see above. Throws Superseded, or what kept a step from being stored. */
    run(drive: Drive): Promise<Answer> {
      const { id } = drive.purchase;
      return new Promise((resolve, reject) => {
        const driven = toRest(drive, resolve)
          .catch((error) => {
            // Left to recovery: the purchase stands as it was stored, and its lease runs out.
            if (!(error instanceof Superseded))
              log.warn({ err: error, purchase: id }, 'driving a purchase was interrupted');
            reject(error);
          })
          .finally(() => {
            if (underway.get(id) === driven) underway.delete(id);
          });
        underway.set(id, driven);
      });
    },
    /** Waits for purchases under way, for at most the time given. */
    async drain(ms: number): Promise<void> {
      await Promise.race([Promise.allSettled(underway.values()), sleep(ms, undefined, { ref: false })]);
    },
  };
}

/** See `createDriver`. */
export type Driver = ReturnType<typeof createDriver>;
