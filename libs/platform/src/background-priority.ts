import { readFileSync, writeFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';

const PRIORITY = constants.priority.PRIORITY_BELOW_NORMAL;

/** True when this process leads a session of its own (proc(5): the session is the sixth field of `stat`). */
function leadsSession(): boolean {
  const stat = readFileSync('/proc/self/stat', 'utf8');
  const session = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[3];
  return session === String(process.pid);
}

/**
 * Lets other processes have the processors first, when they are wanted by all. Threads that are started later inherit it.
 * Does nothing where the system does not allow it.
 */
export function yieldToOthers(): void {
  try {
    setPriority(PRIORITY);
    // Where Linux shares time between sessions first (sched(7), autogroup), a priority counts within its session alone.
    if (leadsSession()) writeFileSync('/proc/self/autogroup', String(PRIORITY));
  } catch {
    // Another system, or a Linux that knows of no such groups.
  }
}
