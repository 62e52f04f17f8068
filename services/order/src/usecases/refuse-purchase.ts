import { createBatcher } from '@boxoffice/kernel';
import { type Answer, answerTo } from '../domain/answers.ts';
import { advance } from '../domain/saga.ts';
import { fresh, type NewPurchase, withDistinctKeys } from '../storage/new-purchases.ts';
import { type EndedPurchase, recordEnded, takeIds } from '../storage/record-ended.ts';
import type { Driving } from './perform-effects.ts';
import type { HoldRefused } from './ports.ts';

/** A purchase whose hold inventory would refuse. */
export type RefusedPurchase = NewPurchase & { refusal: HoldRefused };

/** What refusing needs. */
export type Refusing = Pick<Driving, 'database' | 'provider' | 'wire' | 'clock' | 'settings'>;

/**
 * Records purchases that can't be had as failed, each with its beginning and its end in one statement. Answers undefined
 * for one whose idempotency key is taken: nothing was recorded.
 */
export function refusePurchase({ database, provider, wire, clock, settings }: Refusing) {
  async function refuseAll(refused: RefusedPurchase[]): Promise<(Answer | undefined)[]> {
    const now = clock();
    const places = withDistinctKeys(refused);
    const ids = await takeIds(database, places.length);
    const answers = new Map<number, Answer>();
    const ended = places.flatMap((n, i): EndedPurchase[] => {
      const [asked, id] = [refused[n], ids[i]];
      if (!asked || id === undefined) return [];
      const before = fresh(id, asked, now);
      const { purchase: after, history } = advance(before, asked.refusal, now, settings);
      const answer = answerTo(after, asked.refusal);
      answers.set(n, answer);
      const step = { before, after, history, facts: [], due: 'never' as const, answer: null };
      return [{ ...asked, step, response: wire.answer(answer) }];
    });
    const recorded = await recordEnded(database, provider.name, ended);
    return refused.map((_, n) => {
      const answer = answers.get(n);
      return answer && recorded.has(answer.purchase.id) ? answer : undefined;
    });
  }

  return createBatcher<RefusedPurchase, Answer | undefined>(refuseAll, { lanes: 2 });
}
