import { inParallel } from '../../demo/pool.ts';
import { createApi, type Person } from '../../e2e/support/api.ts';
import { keepFresh } from './sessions.ts';

/** Customers who share the buying. */
export type Accounts = {
  people: readonly Person[];
  /** Their access tokens, good for the next five minutes. */
  tokens(): Promise<string[]>;
};

// Passwords are hashed two at a time.
const AT_ONCE = 4;
const TELL_EVERY = 50;

/** Registers customers and logs them in. */
export async function openAccounts(url: () => string, count: number, say: (line: string) => void): Promise<Accounts> {
  const api = createApi(url);
  let done = 0;
  const people = await inParallel(Array.from({ length: count }), AT_ONCE, async () => {
    const person = await api.customer();
    if (++done % TELL_EVERY === 0) say(`  ${done} of ${count} customers`);
    return person;
  });
  const refresh = keepFresh(url, people);
  return {
    people,
    async tokens() {
      await refresh();
      return people.map(({ tokens }) => tokens.access_token);
    },
  };
}
