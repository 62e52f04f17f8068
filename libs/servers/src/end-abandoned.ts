import { realpathSync } from 'node:fs';
import type { Log } from './log.ts';
import { stopLeftover as stopNats } from './nats/leftover.ts';
import { STOP_STEPS as NATS_STEPS } from './nats/start-nats-server.ts';
import { clusterFiles } from './postgres/cluster.ts';
import { stopLeftover as stopPostgres } from './postgres/postmaster.ts';
import { FolderInUseError, ownFolder } from './process/own-folder.ts';

/**
 * Stops the servers that a killed process left running on a data folder, without starting new ones. Returns false,
 * and does nothing, when the folder's owner lives.
 */
export async function endAbandoned(dataDir: string, log: Log): Promise<boolean> {
  const folder = realpathSync(dataDir);
  let release: () => void;
  try {
    release = ownFolder(folder);
  } catch (error) {
    if (error instanceof FolderInUseError) {
      return false;
    }
    throw error;
  }
  try {
    await stopPostgres(clusterFiles(folder).cluster, log);
    await stopNats(folder, NATS_STEPS, log);
    return true;
  } finally {
    release();
  }
}
