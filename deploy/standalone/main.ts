import { createLog, runProcess } from '@boxoffice/platform';
import { openDatabases } from '../foundation/postgres.ts';
import { announce, explain } from '../foundation/report.ts';
import { openSecrets } from '../foundation/secrets.ts';
import { readSettings } from '../foundation/settings.ts';
import { prepareWeb } from '../foundation/web.ts';
import { startPlatform } from './platform.ts';

const startedAt = performance.now();

async function start() {
  const settings = readSettings();
  const log = createLog('standalone', settings.logLevel);
  const secrets = openSecrets(settings.dataDir);
  const hasWeb = await prepareWeb();
  const databases = await openDatabases(settings, secrets, log);
  try {
    const platform = await startPlatform(settings, databases, secrets);
    try {
      announce(await platform.gateway.listen(), { settings, startedAt, hasWeb });
    } catch (error) {
      await platform.stop();
      throw error;
    }
    return {
      async stop() {
        await platform.stop();
        await databases.stop();
      },
    };
  } catch (error) {
    await databases.stop();
    throw error;
  }
}

await runProcess(createLog('standalone', 'warn'), () =>
  start().catch((error) => {
    process.stderr.write(`${explain(error)}\n`);
    process.exit(1);
  }),
);
