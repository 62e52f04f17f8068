import { setTimeout as sleep } from 'node:timers/promises';
import { at } from '../e2e/support/present.ts';
import { seeded } from '../e2e/support/random.ts';
import { emptyLedger } from './load/ledger.ts';
import { createOrganizer } from './load/organizer.ts';
import type { Patience } from './load/patience.ts';
import { enrollCustomer, enrollPartner } from './load/people.ts';
import { createSeatPool } from './load/seats.ts';
import type { Market } from './load/shopper.ts';
import { createTally } from './load/tally.ts';
import type { Load } from './load.ts';
import { createVisitor } from './rolling-visitor.ts';
import { watch } from './rolling-watcher.ts';

/** How many visitors there are, how long each rests between two visits at most, and the seats of each event. */
export type RollingSize = { visitors: number; restMs: number; seats: number };

const EVENTS = 3;
const WATCHERS = 12;
const TICK_MS = 1000;
// One in so many rests so long that its connections are given up by the server rather than by an answer.
const SLEEPY = 6;
const SLEEPY_FACTOR = 12;
const CLIENT_TIMEOUT_MS = 60_000;

/**
 * Registers visitors and lets them come and go until they are stopped; others follow the seats of events. Every request that gets no answer, or an outage, is
 * counted in `failures`.
 */
export async function startRollingLoad(url: () => string, seed: number, size: RollingSize): Promise<Load> {
  const address = { url, timeoutMs: CLIENT_TIMEOUT_MS };
  const ledger = emptyLedger();
  const [outcomes, failures, seats] = [createTally(), createTally(), createSeatPool()];
  const wrong: string[] = [];
  const [stopping, over] = [new AbortController(), new AbortController()];
  const illegal = (what: string) => void wrong.push(what);
  const patience: Patience = { failed: failures.add, illegal, over: over.signal };
  const market: Market = { ledger, seats, outcomes, patience };
  const rest = (ms: number) => sleep(ms, undefined, { signal: stopping.signal }).catch(() => undefined);

  for (let n = 0; n < EVENTS; n++) ledger.partners.push(await enrollPartner(address, illegal));
  for (let n = 0; n < size.visitors; n++) ledger.customers.push(await enrollCustomer(address, illegal));
  const organizer = createOrganizer(ledger.partners, seeded(seed), market);
  for (let n = 0; n < EVENTS; n++) await organizer.open(size.seats);

  async function organize(): Promise<void> {
    for (; !stopping.signal.aborted; await rest(TICK_MS)) {
      if (seats.left() < size.seats) await organizer.open(size.seats);
      for (const partner of ledger.partners) await partner.summary();
    }
  }

  const visiting = ledger.customers.map(async (customer, n) => {
    const random = seeded(seed + 7919 * (n + 1));
    const visitor = createVisitor(customer, url, random, market);
    const longestMs = size.restMs * (n % SLEEPY === 0 ? SLEEPY_FACTOR : 1);
    for (; !stopping.signal.aborted; await rest(random.integer(longestMs))) await visitor.visit();
  });
  const watching = Array.from({ length: WATCHERS }, (_, n) => {
    const path = `/v1/events/${at(ledger.staged, n % EVENTS).event.id}/seatmap/stream`;
    return watch({
      url,
      path,
      failed: failures.add,
      stopping: stopping.signal,
      random: seeded(seed - 104_729 * (n + 1)),
    });
  });
  const working = [organize(), ...visiting, ...watching].map((work) =>
    work.catch((error: Error) => illegal(`somebody gave up: ${error.message}`)),
  );
  return {
    ledger,
    outcomes,
    failures,
    wrong,
    async stop(withinMs) {
      stopping.abort();
      const timer = setTimeout(() => over.abort(new Error('a client got no answer that counts in time')), withinMs);
      await Promise.all(working).finally(() => clearTimeout(timer));
    },
  };
}
