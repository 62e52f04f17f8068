import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { takeLock } from '../lock.mjs';
import { fingerprint } from './sources.ts';

// In the build itself, so that both come and go together.
const MARK = '.built';

function isCurrent(root: string, dist: string): boolean {
  try {
    return readFileSync(join(dist, MARK), 'utf8') === fingerprint(root);
  } catch {
    return false;
  }
}

/** Runs Vite as a process of its own: its memory is given back, and it can't bring this one down. */
async function runVite(root: string, folder: string): Promise<void> {
  const web = join(root, 'gateway/web');
  const vite = createRequire(join(web, 'package.json')).resolve('vite/package.json');
  const args = [join(vite, '../bin/vite.js'), 'build', '--outDir', folder, '--emptyOutDir', '--logLevel', 'warn'];
  // Whoever builds it, a test too, gets what visitors get.
  const env = { ...process.env, NODE_ENV: 'production' };
  const child = spawn(process.execPath, args, { cwd: web, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const stop = () => child.kill();
  process.once('exit', stop);
  const [code] = await once(child, 'close').finally(() => process.off('exit', stop));
  if (code !== 0) throw new Error(output.trim() || `vite ended with code ${code}`);
}

/** Builds beside the old build and takes its place at once, so that it is never half there. */
async function replaceBuild(root: string, dist: string): Promise<void> {
  const built = fingerprint(root);
  const fresh = join(root, '.cache', `web-${process.pid}`);
  const old = `${fresh}-old`;
  try {
    mkdirSync(fresh, { recursive: true });
    await runVite(root, fresh);
    writeFileSync(join(fresh, MARK), built);
    if (existsSync(dist)) renameSync(dist, old);
    renameSync(fresh, dist);
  } finally {
    for (const folder of [fresh, old]) rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Builds the web application unless the build is current. Of several processes that find it missing one builds and the
 * others wait. Throws with Vite's output when it fails.
 */
export async function buildWeb(root: string, say: (line: string) => void): Promise<void> {
  const dist = join(root, 'gateway/web/dist');
  if (isCurrent(root, dist)) return;
  const release = await takeLock(
    join(root, '.cache', 'building-web'),
    'Waiting for another process that builds the web application ...',
  );
  try {
    if (isCurrent(root, dist)) return;
    const startedAt = performance.now();
    say(`Building the web application (${existsSync(dist) ? 'it has changed' : 'the first time'}) ...`);
    await replaceBuild(root, dist);
    say(`Built in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  } finally {
    release();
  }
}
