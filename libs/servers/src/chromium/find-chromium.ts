import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Log } from '../log.ts';
import { installOnce } from '../process/install-once.ts';
import { isProgram, onPath } from '../process/programs.ts';
import { type Chromium, installChromium, unpackChromium, unpackedChromium } from './install-chromium.ts';

const run = promisify(execFile);
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC = ['Chromium.app/Contents/MacOS/Chromium', 'Google Chrome.app/Contents/MacOS/Google Chrome'];
const VERSION_LIMIT_MS = 30_000;

/** Where to look, and whether a missing one is fetched. */
export interface ChromiumOptions {
  readonly install: boolean;
  readonly cacheDir: string;
  readonly log: Log;
  /** Paths of programs to try; those on PATH and where systems put them unless told. */
  readonly programs?: readonly string[];
}

/**
 * A Chromium that runs: the machine's, else one unpacked in `cacheDir`. Where there is none and `install` is set, root
 * installs Debian's package and others unpack it into `cacheDir` with the libraries that the machine lacks. Of several
 * processes one does so. Otherwise throws an Error that says what to do.
 */
export async function findChromium(options: ChromiumOptions): Promise<Chromium> {
  const folder = join(resolve(options.cacheDir), 'chromium');
  const find = () => findInstalled(options.programs ?? systemPrograms(), folder);
  const found = await find();
  if (found !== undefined) {
    return found;
  }
  if (!options.install || onPath('apt-get') === undefined) {
    throw new Error(howToInstall(folder));
  }
  return installOnce(folder, options.log, find, async () => {
    try {
      await (process.getuid?.() === 0 ? installChromium(folder, options.log) : unpackChromium(folder, options.log));
    } catch (cause) {
      throw new Error(`${howToInstall(folder)} apt-get could not fetch it: ${String(cause)}`, { cause });
    }
    const installed = await find();
    if (installed === undefined) {
      throw new Error(`${howToInstall(folder)} The one that apt-get fetched does not run here.`);
    }
    return installed;
  });
}

function systemPrograms(): string[] {
  const named = NAMES.map(onPath).filter((path) => path !== undefined);
  return [...named, ...MAC.map((path) => join('/Applications', path)).filter(isProgram)];
}

async function findInstalled(programs: readonly string[], folder: string): Promise<Chromium | undefined> {
  const unpacked = unpackedChromium(folder);
  for (const candidate of [...programs.map((program) => ({ program, env: {} })), unpacked]) {
    if (await runs(candidate)) {
      return candidate;
    }
  }
  return undefined;
}

/** Some systems have a program of that name that only says where to get it, or lack its libraries. */
async function runs({ program, env }: Chromium): Promise<boolean> {
  if (!isProgram(program)) {
    return false;
  }
  try {
    const options = { env: { ...process.env, ...env }, timeout: VERSION_LIMIT_MS };
    return /^(Chromium|Google Chrome) \d/.test((await run(program, ['--version'], options)).stdout);
  } catch {
    return false;
  }
}

function howToInstall(folder: string): string {
  return (
    'Chromium was not found. Install it (Debian: "sudo apt-get install chromium"; macOS: "brew install --cask ' +
    `chromium"; others: a package that puts "chromium" or "google-chrome" on PATH), or unpack Debian's into ${folder}.`
  );
}
