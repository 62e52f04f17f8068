import { QueryClient } from '@tanstack/react-query';
import { ProblemError } from './problem.ts';
import { session } from './session.ts';

const STALE_MS = 5000;
const RETRIES = 2;
// What everyone may see stays when the account changes.
const PUBLIC = ['events', 'event', 'seat-map', 'ticket', 'payment-provider'];

/** Whether asking again may help: not when the API refused. */
function mayHelp(error: unknown): boolean {
  return !(error instanceof ProblemError) || error.status === 0 || error.status === 429 || error.status >= 500;
}

/** Creates the cache of server data. What belongs to an account goes with it. */
export function createQueryClient(): QueryClient {
  const client = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: STALE_MS,
        retry: (failures, error) => failures < RETRIES && mayHelp(error),
        // A request that finds no network fails at once and says so, in place of waiting without a word.
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });
  let known = session.state().role;
  session.subscribe(() => {
    const { status, role } = session.state();
    if (status === 'signed-in' && role === known) return;
    known = role;
    client.removeQueries({ predicate: ({ queryKey }) => !PUBLIC.includes(String(queryKey[0])) });
  });
  return client;
}
