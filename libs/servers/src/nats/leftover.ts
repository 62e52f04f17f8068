import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '../log.ts';
import { endProcess, type StopStep } from '../process/end-process.ts';
import { commandLine } from '../process/process-info.ts';

/**
 * Stops a nats-server that still runs on the folder because its owner was killed. The pid file of a process that
 * ended, or whose pid went to another program, is ignored.
 */
export async function stopLeftover(folder: string, steps: readonly StopStep[], log: Log): Promise<void> {
  const pid = pidIn(join(folder, 'nats-server.pid'));
  if (pid !== undefined && commandLine(pid).includes(join(folder, 'nats-server.conf'))) {
    log(`Stopping the nats-server that an earlier run left behind (process ${pid})`);
    await endProcess(pid, steps);
  }
}

function pidIn(path: string): number | undefined {
  try {
    const pid = Number(readFileSync(path, 'utf8').trim());
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}
