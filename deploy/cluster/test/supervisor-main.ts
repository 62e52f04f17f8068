import { setTimeout as sleep } from 'node:timers/promises';
import { createLog } from '@boxoffice/platform';
import { allowRestarts } from '../restarts.ts';

// Supervises a cluster of nothing: `node supervisor-main.ts <data folder> <fail|succeed>`.
const [dataDir = '', outcome] = process.argv.slice(2);
const cluster = {
  address: '',
  async restart(say: (line: string) => void) {
    say('1 of 2');
    await sleep(300);
    if (outcome === 'fail') throw new Error('order was not ready after 60 s');
    say('2 of 2');
  },
  stop: async () => undefined,
};
const restarts = allowRestarts(dataDir, cluster, createLog('cluster', 'silent'));
process.on('SIGHUP', restarts.begin);
process.on('SIGTERM', () => {
  restarts.close();
  process.exit();
});
process.once('disconnect', () => process.exit());
process.send?.('ready');
