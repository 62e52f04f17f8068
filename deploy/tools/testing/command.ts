import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { promisify } from 'node:util';

/** The root of the repository. */
export const ROOT = resolve(import.meta.dirname, '../../..');

let current: ChildProcess | undefined;

/** Runs a program of node_modules/.bin (or any other) with its output shown; true when it ends with code 0. */
export async function succeeds(program: string, args: readonly string[]): Promise<boolean> {
  const child = spawn(program, args, { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] });
  current = child;
  try {
    const [code] = await once(child, 'exit');
    return code === 0;
  } catch (error) {
    console.error(`${program} can't be run: ${String(error)}`);
    return false;
  } finally {
    current = undefined;
  }
}

/** What a program prints, without the last line break; undefined when it fails or is not there. */
export async function outputOf(
  program: string,
  args: readonly string[],
  { cwd = ROOT, env = {} }: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<string | undefined> {
  try {
    const options = { cwd, env: { ...process.env, ...env }, maxBuffer: 64 * 1024 * 1024 };
    return (await promisify(execFile)(program, args, options)).stdout.trimEnd();
  } catch {
    return undefined;
  }
}

/** Ends the program that runs now, so that an interrupted run leaves nothing behind. */
export function endCurrent(): void {
  current?.kill('SIGTERM');
}
