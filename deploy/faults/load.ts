import { setTimeout as sleep } from 'node:timers/promises';
import { seeded } from '../e2e/support/random.ts';
import type { Event } from '../e2e/support/resources.ts';
import type { Market } from './load/commands.ts';
import { emptyLedger, type Ledger } from './load/ledger.ts';
import { createOrganizer, type Organizer } from './load/organizer.ts';
import type { Patience } from './load/patience.ts';
import { type Address, enrollCustomer, enrollPartner } from './load/people.ts';
import { createSeatPool } from './load/seats.ts';
import { createShopper } from './load/shopper.ts';
import { createTally, type Tally } from './load/tally.ts';

/** How much is bought, and by how many. */
export type LoadSize = {
  shoppers: number;
  /** Errands that all of them together begin each second, as far as the platform keeps up. */
  perSecond: number;
  /** Seats of each event; another one opens when they run low. */
  seats: number;
};

/** A sale that goes on until it is stopped. */
export type Load = {
  ledger: Ledger;
  /** What became of commands. */
  outcomes: Tally;
  /** Why requests had to be repeated. */
  failures: Tally;
  /** Answers that no client can make sense of. */
  wrong: string[];
  /** Ends the sale: everybody finishes the errand under way, and gives up after the time. */
  stop(withinMs: number): Promise<void>;
};

const OPEN_AT_START = 3;
const SHORT_LIVED = 200;
const TICK_MS = 500;
const TICKS_BETWEEN_CANCELLATIONS = 40;
const PARTNERS = 2;

async function organize(organizer: Organizer, { seats }: Market, size: LoadSize, stopped: AbortSignal): Promise<void> {
  let doomed: Event | undefined;
  for (let ticks = 1; !stopped.aborted; ticks++) {
    if (seats.left() < size.seats) await organizer.open(size.seats);
    if (ticks % TICKS_BETWEEN_CANCELLATIONS === 0) {
      if (doomed) await organizer.cancel(doomed);
      doomed = await organizer.open(SHORT_LIVED);
    }
    await sleep(TICK_MS, undefined, { signal: stopped }).catch(() => undefined);
  }
}

async function run(errand: () => Promise<void>, everyMs: number, stopped: AbortSignal): Promise<void> {
  for (let next = performance.now(); !stopped.aborted; ) {
    await errand();
    // Time lost to an outage is not made up for.
    next = Math.max(next + everyMs, performance.now());
    await sleep(Math.max(0, next - performance.now()), undefined, { signal: stopped }).catch(() => undefined);
  }
}

/** Registers everybody, opens the first events and begins to sell. */
export async function startLoad(address: Address, seed: number, size: LoadSize): Promise<Load> {
  const ledger = emptyLedger();
  const [outcomes, failures, seats] = [createTally(), createTally(), createSeatPool()];
  const wrong: string[] = [];
  const [stopping, over] = [new AbortController(), new AbortController()];
  const illegal = (what: string) => void wrong.push(what);
  const patience: Patience = { failed: failures.add, illegal, over: over.signal };
  const market: Market = { ledger, seats, outcomes, patience };

  for (let n = 0; n < PARTNERS; n++) ledger.partners.push(await enrollPartner(address, illegal));
  for (let n = 0; n < size.shoppers; n++) ledger.customers.push(await enrollCustomer(address, illegal));
  const organizer = createOrganizer(ledger.partners, seeded(seed), market);
  for (let n = 0; n < OPEN_AT_START; n++) await organizer.open(size.seats);

  const everyMs = (1000 * size.shoppers) / size.perSecond;
  const working = [
    organize(organizer, market, size, stopping.signal),
    ...ledger.customers.map((customer, n) => {
      const shopper = createShopper(customer, `${seed}-${n}`, seeded(seed + 7919 * (n + 1)), market);
      return run(() => shopper.errand(), everyMs, stopping.signal);
    }),
  ].map((work) => work.catch((error: Error) => illegal(`somebody gave up: ${error.message}`)));
  return {
    ledger,
    outcomes,
    failures,
    wrong,
    async stop(withinMs) {
      stopping.abort();
      const timer = setTimeout(() => over.abort(new Error('a client got no answer that counts in time')), withinMs);
      try {
        await Promise.all(working);
      } finally {
        clearTimeout(timer);
      }
    },
  };
}
