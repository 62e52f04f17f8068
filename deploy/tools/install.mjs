// Installs the modules of the lockfile when the installed ones differ. Needs nothing but Node 20 and npm.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

// How long a lock without an owner's name may be one that is just being taken.
const UNNAMED_LOCK_MS = 10_000;

/**
 * Runs `npm ci` unless the installed modules match package-lock.json. Of several processes that find them missing
 * one installs and the others wait. Throws with npm's output when it fails.
 */
export async function ensureInstalled(root) {
  if (isInstalled(root)) {
    return;
  }
  const release = await lock(join(root, '.cache'));
  try {
    if (!isInstalled(root)) {
      console.error('Installing the modules of package-lock.json (npm ci) ...');
      await npmCi(root);
    }
  } finally {
    release();
  }
}

/**
 * Compares the lockfile with npm's own record of what it installed, which it writes last, and looks that every
 * module's folder is there.
 */
export function isInstalled(root) {
  const modules = join(root, 'node_modules');
  const installed = readJson(join(modules, '.package-lock.json'))?.packages;
  const locked = readJson(join(root, 'package-lock.json'))?.packages;
  if (installed === undefined || locked === undefined || !existsSync(join(modules, 'node', 'bin', 'node'))) {
    return false;
  }
  return Object.entries(locked).every(([path, wanted]) => {
    if (!path.includes('node_modules/')) {
      return sameDependencies(readJson(join(root, path, 'package.json')), wanted);
    }
    const found = installed[path];
    if (found === undefined) {
      // Modules for other platforms are left out.
      return wanted.optional === true;
    }
    return found.version === wanted.version && found.integrity === wanted.integrity && existsSync(join(root, path));
  });
}

/** Whether a package.json asks for what the lockfile was made from; if not, npm ci says so better than a crash. */
function sameDependencies(manifest, locked) {
  return ['dependencies', 'devDependencies', 'optionalDependencies'].every((kind) => {
    const wanted = Object.entries(manifest?.[kind] ?? {});
    const known = locked[kind] ?? {};
    return wanted.length === Object.keys(known).length && wanted.every(([name, range]) => known[name] === range);
  });
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

async function npmCi(root) {
  // Under npm its own program is known; elsewhere it is on PATH.
  const npm = process.env.npm_execpath;
  const [command, prefix] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
  const options = ['--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const child = spawn(command, [...prefix, 'ci', ...options], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  // An npm that went on alone would meet the next start's.
  process.once('SIGTERM', () => child.kill());
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output += chunk;
  });
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) {
    throw new Error(`npm ci failed:\n${output.trim()}`);
  }
}

/**
 * Takes turns by making a folder, which only one process can. The lock of a process that is gone is taken over.
 */
async function lock(cache) {
  const folder = join(cache, 'installing');
  const owner = join(folder, 'pid');
  mkdirSync(cache, { recursive: true });
  for (let waited = false; ; waited = true) {
    try {
      mkdirSync(folder);
      writeFileSync(owner, String(process.pid));
      return () => rmSync(folder, { recursive: true, force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') {
        throw error;
      }
    }
    if (isAbandoned(folder, owner)) {
      rmSync(folder, { recursive: true, force: true });
      continue;
    }
    if (!waited) {
      console.error('Waiting for another process that installs the modules ...');
    }
    await sleep(500);
  }
}

function isAbandoned(folder, owner) {
  try {
    process.kill(Number(readFileSync(owner, 'utf8')), 0);
    return false;
  } catch (error) {
    const { code } = error;
    if (code === 'ENOENT') {
      const made = statSync(folder, { throwIfNoEntry: false })?.mtimeMs;
      return made !== undefined && Date.now() - made > UNNAMED_LOCK_MS;
    }
    // EPERM: it lives and is another user's.
    return code === 'ESRCH';
  }
}
