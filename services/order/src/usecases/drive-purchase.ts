import { setTimeout as sleep } from 'node:timers/promises';
import { createBatcher, secondsAfter } from '@boxoffice/kernel';
import { type Answer, answerTo, failureOf } from '../domain/answers.ts';
import { type Effect, type HistoryStep, PAYMENT_TIMEOUT } from '../domain/outcomes.ts';
import { isAtRest, type Purchase } from '../domain/purchase.ts';
import { advance } from '../domain/saga.ts';
import { loadPurchases } from '../storage/load-purchases.ts';
import { saveSteps } from '../storage/save-steps.ts';
import type { Step } from '../storage/step-parts.ts';
import { type Drive, type Driving, performEffects } from './perform-effects.ts';

/** Another process has moved the purchase on; what was decided here does not count. */
export class Superseded extends Error {}

const RETRY_MS = 500;
const RETRY_LIMIT_MS = 5000;
const OVERTAKEN_LIMIT_MS = 10_000;
// A lease that has lost less than this is not renewed: most purchases are through by then.
const LEASE_LOSS = 0.1;

/**
 * `stored` is the purchase as the database has it: outcomes that need no step yet are only known here. `leasedAt` tells
 * when its lease began.
 */
type Progress = Drive & { stored: Purchase; attempts: number; leasedAt: Date | null };

/**
 * Drives purchases by the saga: stores each step in a batch with those of other purchases, then performs its effect, and
 * so on until the purchase rests. `run` answers as soon as the customer can be told something: at rest, or when an
 * outcome stays unknown; driving goes on in the background then.
 */
export function createDriver(driving: Driving) {
  const { database, provider, wire, clock, log, committed, settings } = driving;
  const perform = performEffects(driving);
  const underway = new Map<number, Promise<void>>();
  const flush = async (steps: Step[]) => {
    const stored = await saveSteps(database, provider.name, steps);
    if (steps.some(({ facts }) => facts.length > 0)) committed();
    return stored;
  };
  const save = createBatcher<Step, boolean>(flush, { maxBatch: 256, lanes: 2 });
  // Of those who fight for the same seats most get none: whoever has them does not wait until that is written down.
  const saveFailures = createBatcher<Step, boolean>(flush, { maxBatch: 256 });

  async function store(
    before: Purchase,
    after: Purchase,
    rest: Pick<Step, 'facts' | 'due' | 'answer'> & { history: HistoryStep[] },
  ) {
    const inBatch = after.status === 'failed' ? saveFailures : save;
    if (await inBatch({ before, after, ...rest })) return;
    throw new Superseded(`purchase ${before.id} has moved on from version ${before.version}`);
  }

  function dueOf(purchase: Purchase, effect: Effect | null, leasedAt: Date | null, now: Date): Step['due'] {
    if (effect === null) return (purchase.status === 'reserved' && purchase.expiresAt) || 'never';
    if (leasedAt && now < secondsAfter(leasedAt, settings.leaseSeconds * LEASE_LOSS)) return 'as_it_is';
    return secondsAfter(now, settings.leaseSeconds);
  }

  /** One step; answers what is to be driven next, or undefined at rest. */
  async function step(drive: Progress, answer: (answer: Answer) => void): Promise<Progress | undefined> {
    const { outcome } = drive;
    const now = clock();
    const { purchase, history, facts, effect } = advance(drive.purchase, outcome, now, settings);
    const answered = answerTo(purchase, outcome);
    const due = dueOf(purchase, effect, drive.leasedAt, now);
    if (history.length > 0) {
      await store(drive.stored, purchase, {
        history,
        facts: facts.map((fact) => wire.fact(purchase, fact)),
        due,
        answer: effect === null ? { ...drive.command, response: wire.answer(answered) } : null,
      });
    }
    if (purchase.status !== 'pending') drive.decided?.();
    if (effect === null) {
      answer(answered);
      return undefined;
    }
    const again = await pauseWhenUnknown(drive, purchase, answer);
    const stored = history.length > 0 ? purchase : drive.stored;
    const leasedAt = history.length > 0 && due instanceof Date ? now : drive.leasedAt;
    return {
      ...drive,
      purchase,
      stored,
      leasedAt,
      outcome: await perform[effect]({ ...drive, purchase }),
      attempts: again,
    };
  }

  // An outcome that stays unknown: tell the customer what is known, wait a little longer each time, and ask again.
  async function pauseWhenUnknown(drive: Progress, purchase: Purchase, answer: (answer: Answer) => void) {
    const { outcome, attempts } = drive;
    if (outcome.type === 'charge_unknown') answer({ purchase, failure: failureOf(PAYMENT_TIMEOUT) });
    else if (outcome.type === 'confirm_unknown' && attempts >= 3) {
      answer({ purchase, failure: failureOf('confirmation_timeout') });
    } else if (outcome.type === 'refund_unknown') answer({ purchase, failure: null });
    if (!outcome.type.endsWith('_unknown')) return 0;
    await database.statement('postpone saga', 'update sagas set due_at = $2 where purchase_id = $1', [
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
    const leasedAt = drive.outcome.type === 'recorded' ? drive.purchase.createdAt : null;
    let at: Progress | undefined = { ...drive, stored: drive.purchase, attempts: 0, leasedAt };
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
