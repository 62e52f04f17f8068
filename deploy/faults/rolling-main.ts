// The rolling restart by hand: `node deploy/faults/rolling-main.ts [rounds]`, with SEED to repeat a run.
import { chooseSeed } from '../e2e/support/random.ts';
import { rolling } from './rolling.ts';

const rounds = Number(process.argv[2] ?? 1);
if (!Number.isSafeInteger(rounds) || rounds < 1) {
  process.stderr.write('Usage: node deploy/faults/rolling-main.ts [rounds]\n');
  process.exit(2);
}
await rolling({
  seed: chooseSeed(),
  rounds,
  say: (line) => process.stdout.write(`${new Date().toISOString().slice(11, 19)} ${line}\n`),
});
