import { inParallel } from '../../demo/pool.ts';
import type { Person } from '../../e2e/support/api.ts';
import { createSender } from '../../e2e/support/http.ts';
import type { Tokens } from '../../e2e/support/resources.ts';

// Of the ten minutes that an access token lives.
const FRESH_MS = 5 * 60_000;
const AT_ONCE = 4;

/** A function that gives people new access tokens when theirs are no longer good for five minutes. */
export function keepFresh(url: () => string, people: readonly Person[]): () => Promise<void> {
  const { post } = createSender(url);
  let refreshedAt = performance.now();
  return async () => {
    if (performance.now() - refreshedAt < FRESH_MS) return;
    await inParallel(people, AT_ONCE, async (person) => {
      const body = { refresh_token: person.tokens.refresh_token };
      const answer = await post<Tokens>('/v1/auth/refresh', body);
      if (answer.status !== 200) throw new Error(`a session could not be prolonged: ${answer.text}`);
      person.tokens = answer.body;
    });
    refreshedAt = performance.now();
  };
}
