import { createLog, runProcess } from '@boxoffice/platform';
import { openDatabases } from '../foundation/postgres.ts';
import { announce, explain } from '../foundation/report.ts';
import { openSecrets } from '../foundation/secrets.ts';
import { readSettings } from '../foundation/settings.ts';
import { startCluster } from './cluster.ts';

const startedAt = performance.now();

async function start() {
  const settings = readSettings();
  const log = createLog('cluster', settings.logLevel);
  const secrets = openSecrets(settings.dataDir);
  const databases = await openDatabases(settings, secrets, log);
  try {
    const cluster = await startCluster({ settings, secrets, databases, log });
    announce(cluster.address, settings, startedAt);
    return {
      async stop() {
        await cluster.stop();
        await databases.stop();
      },
    };
  } catch (error) {
    await databases.stop();
    throw error;
  }
}

await runProcess(createLog('cluster', 'warn'), () =>
  start().catch((error) => {
    process.stderr.write(`${explain(error)}\n`);
    process.exit(1);
  }),
);
