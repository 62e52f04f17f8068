import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type AptGet, withPackageLists } from './apt-get.ts';

const run = promisify(execFile);

/**
 * Fetches Debian packages, with `dependencies` also those that they need and the machine lacks, and unpacks them into a
 * folder that appears when it is complete. Nothing is installed, so it needs no root and changes nothing elsewhere.
 */
export async function unpackPackages(
  packages: readonly string[],
  folder: string,
  { dependencies }: { readonly dependencies: boolean },
): Promise<void> {
  mkdirSync(dirname(folder), { recursive: true });
  const work = mkdtempSync(join(dirname(folder), 'apt-'));
  chmodSync(work, 0o755);
  try {
    await withPackageLists(work, async (aptGet) => {
      const wanted = dependencies ? await missing(packages, aptGet) : packages;
      await aptGet('download', ...wanted);
    });
    const unpacked = join(work, 'unpacked');
    for (const name of readdirSync(work).filter((entry) => entry.endsWith('.deb'))) {
      await run('dpkg-deb', ['-x', join(work, name), unpacked]);
    }
    rmSync(folder, { recursive: true, force: true });
    renameSync(unpacked, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** The packages that an installation would bring, these and those that they depend on. */
async function missing(packages: readonly string[], aptGet: AptGet): Promise<string[]> {
  const plan = await aptGet('install', '--simulate', '--no-install-recommends', ...packages);
  const found = namesToInstall(plan);
  // What is installed already is no part of a plan, and is wanted here all the same.
  return [...new Set([...packages, ...found])];
}

/** The names in the plan of `apt-get --simulate`: its lines read `Inst <package> [<old version>] (<version> ...)`. */
export function namesToInstall(plan: string): string[] {
  return [...plan.matchAll(/^Inst (\S+)/gm)].map(([, name = '']) => name);
}
