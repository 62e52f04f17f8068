import { setTimeout as sleep } from 'node:timers/promises';
import type { Platform } from '../e2e/support/platform.ts';
import type { SandboxServer } from '../e2e/support/provider.ts';
import { seeded } from '../e2e/support/random.ts';
import type { Purchase } from '../e2e/support/resources.ts';
import { brokenPromises } from './check/acknowledged.ts';
import { unbalancedBooks } from './check/books.ts';
import { wrongMoney } from './check/money.ts';
import { changedAnswers } from './check/replays.ts';
import { allPurchases, SETTLE_MS, settle } from './check/settle.ts';
import type { Load } from './load.ts';

/** What is checked after faults, and who is told how far that is. */
export type Checking = {
  load: Load;
  platform: Platform;
  provider: SandboxServer;
  lastFaultAt: number;
  seed: number;
  say(line: string): void;
};

const REPLAYS = 200;
const LOOKS = 3;
// Public reads and sales figures may lag by one second.
const LAG_MS = 1500;
const SHOWN = 20;
const LOOK_MS = 1000;

async function booksOf({ ledger }: Load, purchases: Purchase[]): Promise<string[]> {
  for (let look = 1; ; look++) {
    const wrong = await unbalancedBooks(ledger, purchases);
    if (wrong.length === 0 || look === LOOKS) return wrong;
    await sleep(LAG_MS);
  }
}

/** Money that came late goes back in its own time, but within the same. */
async function moneyOf({ provider, lastFaultAt }: Checking, purchases: Purchase[]): Promise<string[]> {
  for (;;) {
    const wrong = wrongMoney(provider.ledger, purchases);
    if (wrong.length === 0 || performance.now() - lastFaultAt > SETTLE_MS) return wrong;
    await sleep(LOOK_MS);
  }
}

function countItems(purchases: Purchase[], status: string): number {
  return purchases.reduce((sum, { items }) => sum + items.filter((item) => item.status === status).length, 0);
}

function throwAll(wrong: readonly string[]): void {
  if (wrong.length === 0) return;
  const more = wrong.length > SHOWN ? [`and ${wrong.length - SHOWN} more`] : [];
  throw new Error([`${wrong.length} violations:`, ...wrong.slice(0, SHOWN), ...more].join('\n  '));
}

/**
 * Checks, through the public API, that a platform which went through faults kept all it promised and left nothing half
 * done, then lets the auditor read its databases. Answers the figures in one line; throws everything that is wrong.
 */
export async function check(checking: Checking): Promise<string> {
  const { load, platform, provider, lastFaultAt, seed, say } = checking;
  const { ledger } = load;
  const { afterMs, late } = await settle(ledger, lastFaultAt, say);
  const seconds = Math.round(afterMs / 1000);
  say(`nothing unfinished ${seconds} s after the last fault; comparing ${ledger.placements.length} requests`);
  const byId = await allPurchases(ledger);
  const purchases = [...byId.values()];
  const wrong = [
    ...load.wrong,
    ...(late
      ? [`${SETTLE_MS / 1000} s after the last fault there were ${late}; the last ended after ${seconds} s`]
      : []),
    ...brokenPromises(ledger, byId),
    ...(await booksOf(load, purchases)),
    ...(await moneyOf(checking, purchases)),
    ...(await changedAnswers(ledger, seeded(seed), REPLAYS)),
  ];
  throwAll(wrong);
  say('the books balance; auditing the databases');
  await platform.audit();
  const paid = load.outcomes.of('paid');
  const sold = countItems(purchases, 'sold');
  const back = countItems(purchases, 'cancelled');
  const { charges, refunds } = provider.ledger;
  return `${paid} purchases paid of ${purchases.length}, ${sold} tickets sold, ${back} given back, ${charges.size} charges and ${refunds.size} refunds, at rest after ${seconds} s, 0 violations`;
}
