import { card } from '../../e2e/support/customer.ts';
import { keyed } from '../../e2e/support/http.ts';
import type { Random } from '../../e2e/support/random.ts';
import type { Purchase } from '../../e2e/support/resources.ts';
import { sameAnswer } from '../load/judge.ts';
import type { Final, Ledger } from '../load/ledger.ts';

type Again = { path: string; body: object; answer: Final };

/** Sends some of the settled purchases and payments once more: each key must get the answer that it got. */
export async function changedAnswers(ledger: Ledger, random: Random, count: number): Promise<string[]> {
  const changed: string[] = [];
  const placements = ledger.placements.filter(({ answer }) => answer);
  const payments = ledger.payments.filter(({ answer }) => answer && answer.status === 200);
  for (const { customer, key, answer, ...wanted } of [
    ...random.sample(placements, count),
    ...random.sample(payments, Math.ceil(count / 4)),
  ]) {
    if (!answer) continue;
    const again = { answer, ...requestOf(wanted) };
    const headers = keyed(key);
    const second = await customer.call<Purchase>('POST', again.path, { body: again.body, headers });
    if (sameAnswer(answer, second)) continue;
    changed.push(
      `key ${key} got ${answer.status} ${JSON.stringify(answer.body)}, and at last ${second.status} ${second.text}`,
    );
  }
  return changed;
}

function requestOf(
  wanted: { ticketIds: number[]; token: string | undefined } | { purchaseId: number; token: string },
): Omit<Again, 'answer'> {
  if ('purchaseId' in wanted) return { path: `/v1/purchases/${wanted.purchaseId}/payment`, body: card(wanted.token) };
  const { ticketIds, token } = wanted;
  const body = { ticket_ids: ticketIds, ...(token === undefined ? {} : { payment: card(token) }) };
  return { path: '/v1/purchases', body };
}
