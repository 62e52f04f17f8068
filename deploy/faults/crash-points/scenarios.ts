import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, ok } from '../../e2e/support/answer.ts';
import type { Api } from '../../e2e/support/api.ts';
import type { Customer } from '../../e2e/support/customer.ts';
import { keyed } from '../../e2e/support/http.ts';
import type { Problem, Purchase } from '../../e2e/support/resources.ts';
import { type Show, stageShow } from '../../e2e/support/show.ts';

/** A stage that is set: who buys what, and what is to happen while a process dies. */
export type Stage = { customer: Customer; shows: Show[]; play(): Promise<void> };

/** A life of a purchase, and how it may end when a process dies somewhere in it. */
export type Scenario = { name: string; ends: string[]; set(api: Api): Promise<Stage> };

const PATIENCE_MS = 40_000;
const AGAIN_MS = 100;
const DAY_MS = 86_400_000;

// A problem that names the purchase is an answer: the purchase tells what became of it.
function isFinal({ status, body }: Answer): boolean {
  const { reason, purchase_id: purchaseId } = (body ?? {}) as Partial<Problem>;
  if (reason === 'idempotency_in_progress') return false;
  return status < 500 || purchaseId !== undefined;
}

/** Sends a command again, with the same key, until it is told what became of it: what the contract asks of clients. */
async function insist<T>(send: (headers: Record<string, string>) => Promise<Answer<T>>): Promise<Answer<T>> {
  const headers = keyed(randomUUID());
  for (const start = Date.now(); ; await sleep(AGAIN_MS)) {
    const answer = await send(headers).catch(() => undefined);
    if (answer && isFinal(answer)) return answer;
    if (Date.now() - start > PATIENCE_MS) throw new Error(`no answer in ${PATIENCE_MS / 1000} s: ${answer?.text}`);
  }
}

/** A customer, and two seats of each of two events by two partners; all new, as access tokens last ten minutes only. */
async function twoShows(api: Api) {
  const [customer, partner, other] = await Promise.all([api.customer(), api.partner(), api.partner()]);
  const shows: [Show, Show] = [
    await stageShow(api, { partner }),
    await stageShow(api, { partner: other, price: 9900 }),
  ];
  const tickets = shows.flatMap(({ ticketIds }) => ticketIds.slice(0, 2));
  return { customer, shows, tickets };
}

type Setting = Awaited<ReturnType<typeof twoShows>>;

function scenario(name: string, ends: string[], act: (setting: Setting) => Promise<void>): Scenario {
  return {
    name,
    ends,
    async set(api) {
      const setting = await twoShows(api);
      return { ...setting, play: () => act(setting) };
    },
  };
}

/** One that begins with a purchase that stands already. */
function after(
  begin: (setting: Setting) => Promise<Answer<Purchase>>,
  name: string,
  ends: string[],
  act: (setting: Setting & { purchase: Purchase }) => Promise<void>,
): Scenario {
  return {
    name,
    ends,
    async set(api) {
      const setting = await twoShows(api);
      const purchase = ok(await begin(setting), 201);
      return { ...setting, play: () => act({ ...setting, purchase }) };
    },
  };
}

const paid = ({ customer, tickets }: Setting) => customer.buy(tickets);
const reserved = ({ customer, tickets }: Setting) => customer.reserve(tickets);

async function cancelEvent({ shows: [{ partner, event }] }: Setting): Promise<void> {
  await insist((headers) => partner.post(`/v1/partners/events/${event.id}/cancel`, { reason: 'rain' }, headers));
}

async function expire({ customer, tickets }: Setting): Promise<void> {
  const { body } = await insist((headers) => customer.reserve(tickets, headers));
  if (body.expires_at) await sleep(Math.min(Math.max(0, Date.parse(body.expires_at) - Date.now()), DAY_MS));
}

/** Every way of a purchase through the saga. */
export const SCENARIOS: Scenario[] = [
  scenario('bought and paid at once', ['paid', 'failed'], async ({ customer, tickets }) => {
    await insist((headers) => customer.buy(tickets, 'tok_approved', headers));
  }),
  scenario('declined', ['failed'], async ({ customer, tickets }) => {
    await insist((headers) => customer.buy(tickets, 'tok_declined', headers));
  }),
  scenario('charged, the reply lost', ['paid', 'failed'], async ({ customer, tickets }) => {
    await insist((headers) => customer.buy(tickets, 'tok_lost_response', headers));
  }),
  after(reserved, 'reserved, then paid', ['paid', 'expired'], async ({ customer, purchase }) => {
    await insist((headers) => customer.pay(purchase.id, 'tok_approved', headers));
  }),
  after(reserved, 'reserved, then given back', ['cancelled', 'expired'], async ({ customer, purchase }) => {
    await insist((headers) => customer.cancel(purchase.id, undefined, headers));
  }),
  scenario('reserved and never paid', ['expired', 'failed'], expire),
  after(paid, 'paid, then cancelled in part and whole', ['cancelled'], async ({ customer, tickets, purchase }) => {
    await insist((headers) => customer.cancel(purchase.id, tickets.slice(0, 1), headers));
    await insist((headers) => customer.cancel(purchase.id, undefined, headers));
  }),
  after(paid, 'paid, then one of its events cancelled', ['paid'], cancelEvent),
];
