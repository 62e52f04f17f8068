import { type Bed, openBed } from './bed.ts';
import { startGenerator } from './load/generator.ts';
import type { Job, LoadReport } from './load/job.ts';
import { type Db1, openDb1 } from './references/db1.ts';
import { createSelling, type Selling } from './selling.ts';
import { type Accounts, openAccounts } from './setup/accounts.ts';
import { type Market, openMarket } from './setup/market.ts';
import type { Size } from './size.ts';

/** What every workload needs: the platform, its people and seats, references and a load generator. */
export type Bench = Selling & {
  size: Size;
  seed: number;
  say(line: string): void;
  bed: Bed;
  accounts: Accounts;
  market: Market;
  db1(): Promise<Db1>;
  /** Sends a load to the platform, unless another address is told. */
  load(job: Omit<Job, 'origin' | 'warmSeconds' | 'seconds'> & Partial<Job>): Promise<LoadReport>;
  /** A prefix of idempotency keys that was not used before. */
  newKey(): string;
  close(): Promise<void>;
};

type Closing = (() => Promise<void> | void)[];

/** Opens DB-1 when it is wanted first. */
function lazyDb1(bed: Bed, { db1Tickets }: Size, say: Bench['say'], closing: Closing): Bench['db1'] {
  let opening: Promise<Db1> | undefined;
  return () => {
    opening ??= openDb1(bed, db1Tickets, say).then((db1) => {
      closing.push(() => db1.close());
      return db1;
    });
    return opening;
  };
}

async function open(size: Size, seed: number, say: Bench['say'], closing: Closing): Promise<Omit<Bench, 'close'>> {
  say('starting a cluster and its PostgreSQL');
  const bed = await openBed();
  closing.push(() => bed.close());
  const generator = await startGenerator(say);
  closing.push(() => generator.stop());
  const url = () => bed.platform().url;
  say(`registering ${size.customers} customers, opening ${size.events} events`);
  const accounts = await openAccounts(url, size.customers, say);
  const market = await openMarket(url, size.events, say);
  let keys = 0;
  const newKey = () => `bench-${process.pid}-${seed}-${++keys}`;
  const load: Bench['load'] = ({ warmSeconds = size.warmSeconds, seconds = size.seconds, origin = url(), ...job }) =>
    generator.run({ ...job, origin, warmSeconds, seconds });
  const selling = createSelling({ size, market, accounts, load, newKey, say });
  return { ...selling, size, seed, say, bed, accounts, market, db1: lazyDb1(bed, size, say, closing), load, newKey };
}

/** Starts everything. */
export async function openBench(size: Size, seed: number, say: (line: string) => void): Promise<Bench> {
  const closing: Closing = [];
  const close = async () => {
    for (const one of closing.splice(0).reverse()) await one();
  };
  try {
    return { ...(await open(size, seed, say, closing)), close };
  } catch (error) {
    await close();
    throw error;
  }
}
