import { createLog, runProcess } from '@boxoffice/platform';
import { openDatabases } from '../foundation/postgres.ts';
import { announce, explain } from '../foundation/report.ts';
import { openSecrets } from '../foundation/secrets.ts';
import { prepareWeb } from '../foundation/web.ts';
import { startCluster } from './cluster.ts';
import { allowRestarts, type Restarts } from './restarts.ts';
import { readClusterSettings } from './settings.ts';

const startedAt = performance.now();
// Its parts drain one after the other.
const STOP_MS = 60_000;

let restarts: Restarts | undefined;
process.on('SIGHUP', () => restarts?.begin());

async function start() {
  const settings = readClusterSettings();
  const log = createLog('cluster', settings.logLevel);
  const secrets = openSecrets(settings.dataDir);
  const hasWeb = await prepareWeb();
  const databases = await openDatabases(settings, secrets, log);
  try {
    const cluster = await startCluster({ settings, secrets, databases, log });
    restarts = allowRestarts(settings.dataDir, cluster, log);
    announce(cluster.address, { settings, startedAt, hasWeb, more: ['  Rolling restart  npm run cluster:restart'] });
    return {
      async stop() {
        restarts?.close();
        await cluster.stop();
        await databases.stop();
      },
    };
  } catch (error) {
    await databases.stop();
    throw error;
  }
}

await runProcess(
  createLog('cluster', 'warn'),
  () =>
    start().catch((error) => {
      process.stderr.write(`${explain(error)}\n`);
      process.exit(1);
    }),
  STOP_MS,
);
