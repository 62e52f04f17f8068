import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

type Listed = { pid: number; parent: number };

/** Every process that runs now; zombies have ended. */
function runningProcesses(): Listed[] {
  return existsSync('/proc/self/stat') ? fromProc() : fromPs();
}

function fromProc(): Listed[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        // "pid (name) state parent ..."; the name may hold anything (proc(5)).
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        return state === 'Z' ? [] : [{ pid: Number(name), parent: Number(parent) }];
      } catch {
        // It ended between the look at the folder and this one.
        return [];
      }
    });
}

function fromPs(): Listed[] {
  const lines = execFileSync('ps', ['-Ao', 'pid=,ppid=,stat='], { encoding: 'utf8' }).trim().split('\n');
  return lines.flatMap((line) => {
    const [pid, parent, state = ''] = line.trim().split(/\s+/);
    return state.startsWith('Z') ? [] : [{ pid: Number(pid), parent: Number(parent) }];
  });
}

/** The pids of a process and of all below it. */
export function familyOf(pid: number): number[] {
  const listed = runningProcesses();
  const family = [pid];
  for (const elder of family) {
    family.push(...listed.filter(({ parent }) => parent === elder).map((child) => child.pid));
  }
  return family;
}

/** The pids of those that a process has started itself. */
export function childrenOf(pid: number): number[] {
  return runningProcesses()
    .filter(({ parent }) => parent === pid)
    .map((child) => child.pid);
}

/** Those of the pids that still run. */
export function stillRunning(pids: readonly number[]): number[] {
  return runningProcesses()
    .map(({ pid }) => pid)
    .filter((pid) => pids.includes(pid));
}

/** Sends a signal to a process by its pid; false when it is gone. */
export function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}
