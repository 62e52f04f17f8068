import { type Connection, openConnection } from './connection.ts';
import type { Job, LoadReport } from './job.ts';
import { runClosed } from './run-closed.ts';
import { runOpen, type Sent } from './run-open.ts';
import { createSource } from './sources/index.ts';
import type { Outgoing } from './sources/source.ts';
import { createTally, type Tally } from './tally.ts';

/** How many answers there were so far. */
export type Heard = (answered: number, good: number) => void;

/** Moments of a load, in milliseconds of `performance.now()`: it counts from `from` to `until`. */
type Time = { start: number; from: number; until: number };

const TELL_MS = 2000;
const OPENED_AT_ONCE = 200;
const HELLO: Outgoing = { method: 'GET', path: '/health/live', headers: [], body: null };

function prove(connection: Connection): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.send(HELLO, (_status, _start, _bytes, error) => (error ? reject(error) : resolve()));
  });
}

/** Opens connections and proves each by a request, so that a load finds them open. */
async function openAll(origin: string, count: number): Promise<Connection[]> {
  const connections: Connection[] = [];
  while (connections.length < count) {
    const length = Math.min(OPENED_AT_ONCE, count - connections.length);
    const more = Array.from({ length }, () => openConnection(origin));
    await Promise.all(more.map(prove));
    connections.push(...more);
  }
  return connections;
}

function timeOf({ warmSeconds, seconds }: Job): Time {
  const start = performance.now();
  const from = start + warmSeconds * 1000;
  return { start, from, until: from + seconds * 1000 };
}

/** Measures the CPU seconds that this process uses in that time. */
function meterCpu({ start, from, until }: Time): { seconds(): number } {
  let before = process.cpuUsage();
  let used: NodeJS.CpuUsage | undefined;
  setTimeout(() => {
    before = process.cpuUsage();
  }, from - start);
  setTimeout(() => {
    used = process.cpuUsage(before);
  }, until - start);
  return {
    seconds() {
      const { user, system } = used ?? process.cpuUsage(before);
      return (user + system) / 1e6;
    },
  };
}

async function runJob(job: Job, connections: Connection[], tally: Tally, time: Time): Promise<Sent> {
  const source = createSource(job.requests);
  if (job.pace.kind === 'open') {
    const { perSecond } = job.pace;
    const schedule = { ...time, perSecond, connections: job.connections };
    return runOpen(() => openConnection(job.origin), source, tally, schedule);
  }
  const begun = await runClosed(connections, source, tally, time.until);
  return { offered: 0, sent: begun, begun };
}

/** Performs a load and answers what became of it. */
export async function perform(job: Job, hear: Heard): Promise<LoadReport> {
  const { name, origin, pace, connections: count } = job;
  const connections = pace.kind === 'closed' ? await openAll(origin, count) : [];
  const time = timeOf(job);
  const tally = createTally(time.from, time.until, pace.kind === 'open');
  const cpu = meterCpu(time);
  const telling = setInterval(() => {
    if (performance.now() > time.until) return;
    const { answered, good } = tally.report();
    hear(answered, good);
  }, TELL_MS);
  try {
    const sent = await runJob(job, connections, tally, time);
    return { name, ...tally.report(), ...sent, cpuSeconds: cpu.seconds() };
  } finally {
    clearInterval(telling);
    await Promise.all(connections.map((connection) => connection.close()));
  }
}
