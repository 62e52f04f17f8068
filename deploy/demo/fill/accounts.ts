import { DEMO_PASSWORD, type DemoCustomer, type DemoPartner } from '../data/accounts.ts';
import { inParallel } from '../pool.ts';
import type { Progress } from '../progress.ts';
import { Problem, type RestClient } from '../rest/client.ts';
import { openSession, type Session } from '../rest/session.ts';
import { found, type Tally } from './tally.ts';

/** An e-mail that somebody registered with another password. */
export class ForeignAccount extends Error {
  constructor(email: string) {
    super(`${email} has an account with another password than the demo's, so the demo can't go on as it.`);
    this.name = 'ForeignAccount';
  }
}

// The platform hashes two passwords at once.
const WIDTH = 4;

type Registration = { path: string; body: DemoPartner | DemoCustomer };

async function enter(rest: RestClient, { path, body }: Registration, tally: Tally): Promise<Session> {
  try {
    await rest.call('POST', path, { body: { ...body, password: DEMO_PASSWORD } });
    tally.created++;
  } catch (error) {
    if (!(error instanceof Problem) || error.reason !== 'email_taken') throw error;
    tally.found++;
  }
  try {
    return await openSession(rest, body.email, DEMO_PASSWORD);
  } catch (error) {
    if (error instanceof Problem && error.reason === 'invalid_credentials') throw new ForeignAccount(body.email);
    throw error;
  }
}

/** Registers accounts that are missing and logs all of them in. */
export async function enterAccounts(
  rest: RestClient,
  stage: 'partners' | 'customers',
  accounts: readonly (DemoPartner | DemoCustomer)[],
  progress: Progress,
): Promise<Session[]> {
  const tally = { found: 0, created: 0 };
  progress.begin(stage, accounts.length);
  const sessions = await inParallel(accounts, WIDTH, async (body) => {
    const session = await enter(rest, { path: `/v1/${stage}/register`, body }, tally);
    progress.step();
    return session;
  });
  progress.end(found(stage, tally));
  return sessions;
}
