import { setTimeout as sleep } from 'node:timers/promises';
import { createLog, runProcess } from '@boxoffice/platform';

// A process that tells its parent what its life is made of: `node lifecycle-main.ts <how long it drains, in milliseconds>`.
const [drainMs] = process.argv.slice(2);
const tell = (what: string) => process.send?.(what);
let asked = 0;
// In the place of a server, which keeps a process alive.
setInterval(() => undefined, 1000);

await runProcess(createLog('process', 'silent'), async () => ({
  async ready() {
    tell('asked');
    return ++asked === 3;
  },
  async drain() {
    tell('drain');
    await sleep(Number(drainMs));
    tell('drained');
  },
  async stop() {
    tell('stop');
    await sleep(10);
  },
}));
