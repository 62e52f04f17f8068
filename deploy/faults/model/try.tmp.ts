import fc from 'fast-check';
import pg from 'pg';
import { createHistorian } from './history.ts';
import { histories } from './plan.ts';
import { openServer } from './platform/databases.ts';
import { openPlatform } from './platform/platform.ts';
import { createTally } from './tally.ts';

const say = (l: string) => console.log(l);
const server = await openServer(say);
const platform = await openPlatform(server.adminUrl);
const admin = new pg.Client({ connectionString: server.adminUrl });
await admin.connect();
await admin.query('create extension if not exists pg_stat_statements').catch((e) => say(e.message));
const tally = createTally();
const run = createHistorian(platform, tally);
const seed = Number(process.env.SEED ?? 1);
const n = Number(process.env.N ?? 5);
const stat = async () =>
  (
    await admin.query(
      "select datname, xact_commit::int n, xact_rollback::int r, tup_fetched::int f from pg_stat_database where datname like 'model_%'",
    )
  ).rows
    .map((r) => `${r.datname.split('_')[1]} ${r.n}+${r.r}`)
    .join(' ');
say(await stat());
const cpu0 = process.cpuUsage();
const t0 = performance.now();
for (const [i, plans] of fc.sample(histories, { seed, numRuns: n }).entries()) {
  const t = performance.now();
  const c = process.cpuUsage();
  const before = tally.sum('commands');
  const cr = platform.crashes();
  try {
    await run(plans);
    const d = process.cpuUsage(c);
    say(
      `${i}: ${plans.length} plans ${tally.sum('commands') - before} cmds ${platform.crashes() - cr} crashes ${Math.round(performance.now() - t)} ms cpu ${Math.round(d.user / 1000)}+${Math.round(d.system / 1000)}`,
    );
  } catch (e) {
    say(`${i}: FAILED ${(e as Error).message}`);
    break;
  }
}
const d = process.cpuUsage(cpu0);
say(
  `run ${Math.round(performance.now() - t0)} ms cpu ${Math.round(d.user / 1000)}+${Math.round(d.system / 1000)} commands ${tally.sum('commands')}`,
);
await new Promise((r) => setTimeout(r, 1500));
say(await stat());
const c1 = process.cpuUsage();
await new Promise((r) => setTimeout(r, 5000));
const d1 = process.cpuUsage(c1);
say(`idle 5 s: cpu ${Math.round(d1.user / 1000)}+${Math.round(d1.system / 1000)}`);
say(await stat());
await platform.close();
await admin.end();
await server.stop();
