import { type Failure, type Intent, intentFor, isSettledBy, parseIntent } from './intent.ts';

/** Where intents are kept, so that they outlive the page. */
export type IntentStore = { read(name: string): string | null; write(name: string, text: string | null): void };

const TRIES = 20;
const WAIT_MS = 500;

function isFailure(error: unknown): error is Failure {
  return typeof error === 'object' && error !== null && 'status' in error && 'reason' in error;
}

const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));

/**
 * Gives a command so that it is carried out once. Its key is kept until its last word is known: who sends the same again
 * after a broken connection or a reload is answered what became of the first one. While that one is still under way, it
 * is waited for.
 */
export async function once<Answer>(
  store: IntentStore,
  command: { name: string; what: string },
  send: (key: string) => Promise<Answer>,
  wait: (ms: number) => Promise<void> = pause,
): Promise<Answer> {
  const { name, what } = command;
  const left = parseIntent(store.read(name));
  const intent: Intent = intentFor(what, left);
  store.write(name, JSON.stringify(intent));
  const settle = () => {
    if (parseIntent(store.read(name))?.key === intent.key) store.write(name, null);
  };
  for (let tries = 1; ; tries++) {
    try {
      const answer = await send(intent.key);
      settle();
      return answer;
    } catch (error) {
      const underWay = isFailure(error) && error.reason === 'idempotency_in_progress';
      if (!underWay || tries >= TRIES) {
        if (isFailure(error) && isSettledBy(error)) settle();
        throw error;
      }
      await wait(WAIT_MS);
    }
  }
}
