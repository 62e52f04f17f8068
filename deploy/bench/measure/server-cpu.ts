import { setTimeout as sleep } from 'node:timers/promises';
import { cpuSeconds, cpuSecondsWithChildren } from './proc.ts';

/** CPU seconds of servers while something was done: by process, and of PostgreSQL with all its backends. */
export type ServerCpu = { processes: Record<string, number>; postgres: number; own: number; all: number };

// What follows a purchase (events, figures) is part of its price.
const AFTERWARDS_MS = 1000;

type Pids = { processes: ReadonlyMap<string, number>; postgres: number };

function look({ processes, postgres }: Pids): { processes: Map<string, number>; postgres: number } {
  const seconds = [...processes].map(([name, pid]) => [name, cpuSeconds(pid)] as const);
  return { processes: new Map(seconds), postgres: cpuSecondsWithChildren(postgres) };
}

/** Does something and tells what CPU time servers used for it, a second afterwards included. */
export async function withServerCpu<Result>(
  pids: Pids,
  work: () => Promise<Result>,
): Promise<{ result: Result; cpu: ServerCpu }> {
  const before = look(pids);
  const result = await work();
  await sleep(AFTERWARDS_MS);
  const after = look(pids);
  const used = [...after.processes].map(([name, seconds]) => [name, seconds - (before.processes.get(name) ?? 0)]);
  const processes: Record<string, number> = Object.fromEntries(used);
  const own = Object.values(processes).reduce((sum, seconds) => sum + seconds, 0);
  const postgres = after.postgres - before.postgres;
  return { result, cpu: { processes, postgres, own, all: own + postgres } };
}
