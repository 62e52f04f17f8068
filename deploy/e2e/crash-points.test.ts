import { test } from '@jest/globals';
import { crashPoints } from '../faults/crash-points/run.ts';
import { chooseSeed } from './support/random.ts';

const POINTS = 5;

test('a process that dies before or after a commit, a publication, a call or a payment leaves nothing undone', async () => {
  const said: string[] = [];
  const seed = chooseSeed();
  try {
    await crashPoints({ seed, sample: POINTS, say: (line) => said.push(line) });
  } finally {
    process.stdout.write(`${said.join('\n')}\n`);
  }
}, 240_000);
