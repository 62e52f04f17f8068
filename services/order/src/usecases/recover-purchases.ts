import { setTimeout as sleep } from 'node:timers/promises';
import type { Database, Log } from '@boxoffice/platform';
import { operationUnderWay } from '../domain/commands.ts';
import { loadPurchases } from '../storage/load-purchases.ts';
import { takeDue } from '../storage/sagas.ts';
import { type Driver, Superseded } from './drive-purchase.ts';

const LOOK_MS = 250;
const AT_ONCE = 500;
const MOST_UNDERWAY = 5000;

/**
 * Takes up purchases that are due, forever: holds whose time is over, and unfinished purchases whose driver has let its
 * lease run out. Any number of processes may do this side by side. Answers a function that stops it.
 */
export function recoverPurchases(
  database: Database,
  driver: Driver,
  log: Log,
  leaseSeconds: number,
): () => Promise<void> {
  const stopping = new AbortController();

  async function look(): Promise<number> {
    if (driver.underway().length > MOST_UNDERWAY) return 0;
    const due = await takeDue(database, driver.underway(), AT_ONCE, leaseSeconds);
    if (due.length === 0) return 0;
    const purchases = await loadPurchases(database.read(), due);
    for (const purchase of purchases) {
      // Not awaited: one whose payment stays unknown must not keep others waiting.
      driver
        .run({ purchase, outcome: { type: 'resume' }, command: { operation: operationUnderWay(purchase), key: null } })
        .catch((error) => {
          if (!(error instanceof Superseded))
            log.warn({ err: error, purchase: purchase.id }, 'a purchase was not recovered');
        });
    }
    return due.length;
  }

  async function loop(): Promise<void> {
    while (!stopping.signal.aborted) {
      const found = await look().catch((error) => {
        log.warn({ err: error }, 'looking for unfinished purchases failed');
        return 0;
      });
      if (found < AT_ONCE) await sleep(LOOK_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  const running = loop();
  return async () => {
    stopping.abort();
    await running;
  };
}
