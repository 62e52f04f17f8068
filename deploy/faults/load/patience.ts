import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from '../../e2e/support/answer.ts';
import type { Problem } from '../../e2e/support/resources.ts';

/** What a client learns while it waits for an answer that counts. */
export type Patience = {
  /** Told of each answer that is none yet, and of each time that none came. */
  failed(kind: string): void;
  /** Told of an answer that a client can't make sense of. */
  illegal(what: string): void;
  /** Aborted when waiting is over. */
  over: AbortSignal;
};

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 2000;

/** Answers that tell a client to come again with the same key. */
const OUTAGES: Record<number, readonly string[]> = {
  409: ['idempotency_in_progress'],
  502: ['payment_error'],
  503: [
    ...['service_unavailable', 'inventory_unavailable', 'database_unavailable'],
    ...['busy', 'interrupted', 'overloaded'],
  ],
  504: ['service_timeout', 'payment_timeout', 'confirmation_timeout', 'cancellation_in_progress'],
};

/** True for an answer that stays the same however often the request is repeated. */
function isFinal({ status, headers, body }: Answer): boolean {
  if (headers.get('idempotent-replayed') === 'true') return true;
  return status < 500 && (body as Problem | undefined)?.reason !== 'idempotency_in_progress';
}

/** Why no answer came, in a word. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return 'client time-out';
  const { code } = (error.cause ?? {}) as { code?: string };
  return code ?? error.message;
}

/**
 * Sends a request again and again, as clients are told to: until an answer comes that is neither an outage nor the
 * answer to a command under way. Throws when waiting is over.
 */
export async function untilFinal<Body>(
  request: () => Promise<Answer<Body>>,
  { failed, illegal, over }: Patience,
): Promise<Answer<Body>> {
  for (let tries = 0; ; tries++) {
    over.throwIfAborted();
    try {
      const answer = await request();
      if (isFinal(answer)) return answer;
      const { status, body } = answer;
      const reason = (body as Problem | undefined)?.reason ?? 'without a reason';
      failed(`${status} ${reason}`);
      if (!OUTAGES[status]?.includes(reason)) illegal(`an outage was answered ${status}: ${answer.text}`);
    } catch (error) {
      failed(causeOf(error));
    }
    await sleep(Math.min(FIRST_PAUSE_MS * 2 ** Math.min(tries, 8), LONGEST_PAUSE_MS));
  }
}
