import { stopWithParent } from '@boxoffice/platform/lifecycle';
import { explain } from '../foundation/report.ts';
import { PARTNERS } from './data/accounts.ts';
import { ForeignAccount } from './fill/accounts.ts';
import { ForeignSection } from './fill/events.ts';
import { fillDemo } from './fill/fill.ts';
import { inParallel } from './pool.ts';
import { createProgress } from './progress.ts';
import { loginLines, purchaseLine, salesLine } from './report.ts';
import type { PurchaseAnswer } from './rest/answers.ts';
import { createRestClient, NoPlatform, Problem, type RestClient } from './rest/client.ts';
import type { Session } from './rest/session.ts';
import { platformUrl } from './settings.ts';
import { compareSales } from './totals.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);
const progress = createProgress();

async function requirePlatform(rest: RestClient, url: string): Promise<void> {
  await rest.call('GET', '/health/ready', { once: true }).catch((error) => {
    throw error instanceof Problem && error.status === 404 ? new NoPlatform(url) : error;
  });
}

/** Tells the totals; true when the sales summaries agree with what customers have. */
async function reportTotals(partners: Session[], customers: Session[]): Promise<boolean> {
  const read = (customer: Session) => customer.list<PurchaseAnswer>('/v1/purchases');
  const purchases = (await inParallel(customers, 4, read)).flat();
  say(`\n${purchases.length} purchases of the demo's customers: ${purchaseLine(purchases)}`);
  const customerIds = new Set(customers.map(({ id }) => id));
  let allEqual = true;
  for (const [place, partner] of partners.entries()) {
    const { counted, equal } = await compareSales(partner, purchases, customerIds);
    say(salesLine(PARTNERS[place]?.company_name ?? partner.email, counted, equal));
    allEqual &&= equal;
  }
  return allEqual;
}

async function main(): Promise<number> {
  const url = platformUrl();
  const rest = createRestClient(url);
  await requirePlatform(rest, url);
  say(`Filling ${url} with demo data`);
  const { partners, customers } = await fillDemo(rest, progress);
  const equal = await reportTotals(partners, customers);
  say(`\n${loginLines(url).join('\n')}`);
  return equal ? 0 : 1;
}

function explainFailure(error: unknown): string {
  if (error instanceof Problem) return `The platform refused: ${error.message} (${error.status} ${error.reason})`;
  const known = [NoPlatform, ForeignAccount, ForeignSection].some((kind) => error instanceof kind);
  return known ? (error as Error).message : explain(error);
}

function interrupt(): never {
  progress.close();
  say('Stopped. Run it again to complete what is missing.');
  process.exit(130);
}

// Whoever read our output may have gone (`npm run demo | head`).
process.stdout.on('error', () => undefined);
process.on('SIGINT', interrupt);
process.on('SIGTERM', interrupt);
stopWithParent(interrupt);
process.exitCode = await main().catch((error) => {
  progress.close();
  process.stderr.write(`${explainFailure(error)}\n`);
  return 1;
});
