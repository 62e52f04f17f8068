// Installs the modules of the lockfile when the installed ones differ. Needs nothing but Node 20 and npm.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { takeLock } from './lock.mjs';

/**
 * Runs `npm ci` unless the installed modules match package-lock.json. Of several processes that find them missing
 * one installs and the others wait. Throws with npm's output when it fails.
 */
export async function ensureInstalled(root) {
  if (isInstalled(root)) {
    return;
  }
  const release = await takeLock(
    join(root, '.cache', 'installing'),
    'Waiting for another process that installs the modules ...',
  );
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
