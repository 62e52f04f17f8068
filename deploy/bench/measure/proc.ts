import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { childrenOf } from '../../e2e/support/processes.ts';

/** CPU time in clock ticks: of a process, and of its children that have ended. */
export type Ticks = { own: number; reaped: number };

/** Reads the CPU times of a line of `/proc/<pid>/stat` (proc(5): utime, stime, cutime and cstime are fields 14 to 17). */
export function readTicks(stat: string): Ticks {
  // The name in brackets may hold anything.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [utime, stime, cutime, cstime] = fields.slice(11, 15).map(Number);
  const ticks = { own: Number(utime) + Number(stime), reaped: Number(cutime) + Number(cstime) };
  if (!Number.isFinite(ticks.own + ticks.reaped)) throw new Error(`this is no line of /proc/<pid>/stat: ${stat}`);
  return ticks;
}

/** Reads a size in kB of `/proc/<pid>/status`, in bytes. */
export function readStatusBytes(status: string, name: string): number {
  const kilobytes = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1];
  if (kilobytes === undefined) throw new Error(`/proc/<pid>/status tells no ${name}`);
  return Number(kilobytes) * 1024;
}

let clock: number | undefined;

function ticksPerSecond(): number {
  clock ??= Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
  return clock;
}

/** CPU seconds that a process has used. */
export function cpuSeconds(pid: number): number {
  return readTicks(readFileSync(`/proc/${pid}/stat`, 'utf8')).own / ticksPerSecond();
}

/** CPU seconds that a process and all it ever started have used, as far as these ended or still run. */
export function cpuSecondsWithChildren(pid: number): number {
  const { own, reaped } = readTicks(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  const living = childrenOf(pid).map((child) => {
    try {
      return cpuSeconds(child);
    } catch {
      // It has just ended, and counts among the reaped ones next time.
      return 0;
    }
  });
  return (own + reaped) / ticksPerSecond() + living.reduce((sum, seconds) => sum + seconds, 0);
}

/** Resident memory of a process now and at its most, in bytes. */
export function memoryOf(pid: number): { resident: number; peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return { resident: readStatusBytes(status, 'VmRSS'), peak: readStatusBytes(status, 'VmHWM') };
}
