import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const MAX_OUTPUT_BYTES = 16 * 1024 * 1024;

/** Runs apt-get in a folder and answers what it printed. Rejects with its output when it fails. */
export type AptGet = (...args: string[]) => Promise<string>;

/**
 * Does something with apt-get and the machine's package lists, and once more with lists of its own where those are
 * missing or out of date. `work` is a folder of the caller's.
 */
export async function withPackageLists<Result>(
  work: string,
  use: (aptGet: AptGet) => Promise<Result>,
): Promise<Result> {
  // apt-get run by root hands downloads to a user of its own, who may not write here.
  const options = process.getuid?.() === 0 ? ['APT::Sandbox::User=root'] : [];
  try {
    return await use(aptGetIn(work, options));
  } catch {
    mkdirSync(join(work, 'lists', 'partial'), { recursive: true });
    mkdirSync(join(work, 'cache', 'archives', 'partial'), { recursive: true });
    const own = [...options, `Dir::State::Lists=${join(work, 'lists')}`, `Dir::Cache=${join(work, 'cache')}`];
    await aptGetIn(work, own)('update');
    return await use(aptGetIn(work, own));
  }
}

function aptGetIn(cwd: string, options: readonly string[]): AptGet {
  const always = ['-q', ...options.flatMap((option) => ['-o', option])];
  return async (...args) => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' };
    const { stdout } = await run('apt-get', [...always, ...args], { cwd, env, maxBuffer: MAX_OUTPUT_BYTES });
    return stdout;
  };
}
