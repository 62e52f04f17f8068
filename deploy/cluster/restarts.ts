import type { Log } from '@boxoffice/platform';
import type { Cluster } from './cluster.ts';
import { announceSupervisor, type Progress, withdrawSupervisor, writeProgress } from './restart-files.ts';

/** Restarts a cluster when it is asked to, one restart at a time. */
export type Restarts = { begin(): void; close(): void };

/** Lets others find this process by the data folder, and follow the restarts they ask for. */
export function allowRestarts(dataDir: string, cluster: Cluster, log: Log): Restarts {
  let run = 0;
  let busy = false;
  announceSupervisor(dataDir);

  async function restart(): Promise<void> {
    const progress: Progress = { run: ++run, state: 'running', lines: [] };
    const say = (line: string) => {
      progress.lines.push(line);
      process.stdout.write(`${line}\n`);
      writeProgress(dataDir, progress);
    };
    say('Restarting the cluster, one process after the other');
    try {
      await cluster.restart(say);
      progress.state = 'done';
      say('The cluster is restarted');
    } catch (error) {
      log.error({ err: error }, 'the cluster was not restarted');
      progress.state = 'failed';
      say(`${error instanceof Error ? error.message : error}; what was not replaced goes on`);
    }
  }

  return {
    begin() {
      if (busy) return;
      busy = true;
      void restart().finally(() => {
        busy = false;
      });
    },
    close: () => withdrawSupervisor(dataDir),
  };
}
