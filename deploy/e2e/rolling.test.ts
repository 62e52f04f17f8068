import { expect, jest, test } from '@jest/globals';
import { rolling } from '../faults/rolling.ts';
import { chooseSeed } from './support/random.ts';

jest.setTimeout(600_000);

const seed = chooseSeed();
const SIZE = { visitors: 12, restMs: 300, seats: 600 };

test(`restarting every process of a cluster fails no request (seed ${seed})`, async () => {
  const said: string[] = [];
  await rolling({ seed, rounds: 1, size: SIZE, say: (line) => said.push(line) });
  expect(said.at(-1)).toMatch(/7 restarts, 0 failed requests, .* 0 violations$/);
});
