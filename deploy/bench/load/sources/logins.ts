import type { Requests } from '../job.ts';
import type { Outgoing, Source } from './source.ts';

/** Logins, one account after the other. */
export function loginSource({ people }: Extract<Requests, { kind: 'logins' }>): Source {
  const headers = ['content-type', 'application/json'];
  const requests = people.map(
    (person): Outgoing => ({ method: 'POST', path: '/v1/auth/login', headers, body: JSON.stringify(person) }),
  );
  let next = 0;
  return {
    next: () => requests[next++ % requests.length],
    judge: (_sender, status) => status === 200,
  };
}
