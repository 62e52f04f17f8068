import { CUSTOMERS, PARTNERS } from '../data/accounts.ts';
import { DEMO_PLAN, planPurchases } from '../plan/purchases.ts';
import type { Progress } from '../progress.ts';
import type { RestClient } from '../rest/client.ts';
import type { Session } from '../rest/session.ts';
import { enterAccounts } from './accounts.ts';
import { fillEvents } from './events.ts';
import { fillPurchases, meetBuyers } from './purchases.ts';

/** Adds what is missing of the demo's data, and answers its people in the order of their lists. */
export async function fillDemo(
  rest: RestClient,
  progress: Progress,
): Promise<{ partners: Session[]; customers: Session[] }> {
  const partners = await enterAccounts(rest, 'partners', PARTNERS, progress);
  const customers = await enterAccounts(rest, 'customers', CUSTOMERS, progress);
  const events = await fillEvents(partners, progress, new Date());
  const planned = planPurchases({ ...DEMO_PLAN, customers: CUSTOMERS.length });
  await fillPurchases(await meetBuyers(customers), planned, events, progress);
  return { partners, customers };
}
