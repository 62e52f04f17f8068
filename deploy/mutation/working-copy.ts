import { execFile } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { stillRunning } from '../e2e/support/processes.ts';
import { CannotMutate } from './mutant.ts';

/** A copy of the repository that may be changed. */
export type WorkingCopy = { root: string; remove(): void };

// Followed by the pid of the run that it belongs to.
const PREFIX = 'boxoffice-mutation-';
const MOST_BYTES = 64 * 1024 * 1024;

/** Makes a fresh folder, and removes those of runs that were killed. */
function freshFolder(): string {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const owner = Number.parseInt(name.slice(PREFIX.length), 10);
    if (stillRunning([owner]).length > 0) continue;
    try {
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
    } catch {
      // Another user's, and not ours to remove.
    }
  }
  return realpathSync(mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`)));
}

/** Files of the work tree as they are now, without those that git ignores. */
async function filesOf(root: string): Promise<string[]> {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  try {
    const { stdout } = await promisify(execFile)('git', args, { cwd: root, maxBuffer: MOST_BYTES });
    const paths = [...new Set(stdout.split('\0'))];
    return paths.filter((path) => path !== '' && lstatSync(join(root, path), { throwIfNoEntry: false })?.isFile());
  } catch (cause) {
    throw new CannotMutate('The files to copy are those that git knows, and git does not list them.', { cause });
  }
}

/**
 * Makes a folder of modules whose entries are links: to the installed modules, but to the copy for packages of the
 * repository itself, which are links into it.
 */
function linkModules(from: string, to: string, root: string, copy: string): void {
  mkdirSync(to, { recursive: true });
  const inRepository = (path: string) => path.startsWith(root + sep) && !path.split(sep).includes('node_modules');
  for (const name of readdirSync(from)) {
    const place = realpathSync(join(from, name));
    if (name.startsWith('@') && !inRepository(place)) linkModules(place, join(to, name), root, copy);
    else symlinkSync(inRepository(place) ? join(copy, relative(root, place)) : place, join(to, name));
  }
}

/** Copies the work tree of a repository into a temporary folder, with its installed modules linked. */
export async function copyRepository(repository: string): Promise<WorkingCopy> {
  const root = realpathSync(repository);
  const files = await filesOf(root);
  const copy = freshFolder();
  const remove = () => rmSync(copy, { recursive: true, force: true });
  try {
    for (const file of files) {
      mkdirSync(dirname(join(copy, file)), { recursive: true });
      copyFileSync(join(root, file), join(copy, file));
    }
    const packages = files.filter((file) => file === 'package.json' || file.endsWith('/package.json')).map(dirname);
    for (const folder of packages) {
      const modules = join(root, folder, 'node_modules');
      if (existsSync(modules)) linkModules(modules, join(copy, folder, 'node_modules'), root, copy);
    }
    // Where a nats-server may lie that was fetched before.
    mkdirSync(join(root, '.cache'), { recursive: true });
    symlinkSync(join(root, '.cache'), join(copy, '.cache'));
    return { root: copy, remove };
  } catch (error) {
    remove();
    throw error;
  }
}
