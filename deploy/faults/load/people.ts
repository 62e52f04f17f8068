import { type Answer, ok } from '../../e2e/support/answer.ts';
import { newCustomer, newPartner, type Person } from '../../e2e/support/api.ts';
import { type Customer, createCustomer } from '../../e2e/support/customer.ts';
import { type Call, createSender, senderBy } from '../../e2e/support/http.ts';
import { createPartner, type Partner } from '../../e2e/support/partner.ts';
import type { Account, Tokens } from '../../e2e/support/resources.ts';

/** A platform's address, asked for with every request, and how long a client waits for each answer. */
export type Address = { url(): string; timeoutMs: number };

// A token that is refused so long before its end was a good one.
const MARGIN_MS = 30_000;

/**
 * Registers somebody and logs them in, and again whenever their access token has expired. `refused` is told of a token
 * that was refused before its time.
 */
async function enroll(
  { url, timeoutMs }: Address,
  path: string,
  fields: { email: string; password: string },
  refused: (what: string) => void,
): Promise<Person> {
  const { email, password } = fields;
  const limit = () => AbortSignal.timeout(timeoutMs);
  const stranger = createSender(url);
  const logIn = async () => {
    const answer = await stranger.call<Tokens>('POST', '/v1/auth/login', {
      body: { email, password },
      signal: limit(),
    });
    if (answer.status !== 200) throw new Error(`login answered ${answer.status}`);
    return { ...answer.body, at: performance.now() };
  };
  const account = ok(await stranger.post<Account>(path, fields), 201);
  let tokens = await logIn();
  let renewing: Promise<void> | undefined;
  const sender = createSender(url, () => ({ authorization: `Bearer ${tokens.access_token}` }));

  async function renew(rejected: Answer): Promise<void> {
    const endsAt = tokens.at + tokens.expires_in * 1000;
    if (performance.now() < endsAt - MARGIN_MS) refused(`a good access token was refused: ${rejected.text}`);
    tokens = await logIn();
  }

  const call = async <Body>(method: string, to: string, request: Call = {}): Promise<Answer<Body>> => {
    const used = tokens;
    const answer = await sender.call<Body>(method, to, { signal: limit(), ...request });
    if (answer.status !== 401) return answer;
    if (used === tokens) {
      renewing ??= renew(answer).finally(() => {
        renewing = undefined;
      });
      await renewing;
    }
    return sender.call<Body>(method, to, { signal: limit(), ...request });
  };
  return { ...senderBy(call), account, email, password, tokens };
}

/** A customer whose requests end by themselves when no answer comes. */
export async function enrollCustomer(address: Address, refused: (what: string) => void): Promise<Customer> {
  return createCustomer(await enroll(address, '/v1/customers/register', newCustomer(), refused));
}

/** Likewise a partner. */
export async function enrollPartner(address: Address, refused: (what: string) => void): Promise<Partner> {
  return createPartner(await enroll(address, '/v1/partners/register', newPartner(), refused));
}
