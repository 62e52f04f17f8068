import { randomInt } from 'node:crypto';
import { ConfigError, readEnvironment, str } from '@boxoffice/platform';
import { model } from './run.ts';

const USAGE = `Runs random histories of commands, faults and crashes against a model of what customers may see.

  HISTORIES=1000 SEED=<number> node deploy/faults/model/main.ts

HISTORIES is 1000 and SEED any number unless given. HISTORY=<path> runs the one history that a failure named.
`;

function wholeNumber(name: string, text: string, least: number): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isSafeInteger(value) && value >= least) return value;
  throw new ConfigError([`${name}: "${text}" is not a whole number of at least ${least}`]);
}

function readOptions() {
  const read = readEnvironment(process.env, {
    SEED: str({ default: String(randomInt(2 ** 31)) }),
    HISTORIES: str({ default: '1000' }),
    HISTORY: str({ default: '' }),
  });
  if (!/^(\d+(:\d+)*)?$/.test(read.HISTORY))
    throw new ConfigError([`HISTORY: "${read.HISTORY}" is no path of a history`]);
  return {
    seed: wholeNumber('SEED', read.SEED, 0),
    histories: wholeNumber('HISTORIES', read.HISTORIES, 1),
    path: read.HISTORY === '' ? undefined : read.HISTORY,
  };
}

try {
  if (process.argv.length > 2) process.stdout.write(USAGE);
  else await model({ ...readOptions(), say: (line) => process.stdout.write(`${line}\n`) });
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof ConfigError ? 2 : 1;
}
// A platform that failed may have work left that never ends.
process.exit();
