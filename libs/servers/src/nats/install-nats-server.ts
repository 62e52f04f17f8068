import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Log } from '../log.ts';

const run = promisify(execFile);

/**
 * Fetches Debian's nats-server package with apt-get and unpacks its program to the given path. It is not installed,
 * so it needs no root, starts no system service and changes nothing outside that folder.
 */
export async function installNatsServer(program: string, log: Log): Promise<void> {
  log('Fetching nats-server with apt-get (once)');
  mkdirSync(dirname(program), { recursive: true });
  const work = mkdtempSync(join(dirname(program), 'apt-'));
  // apt-get may hand the download to its own user, who must be able to write here.
  chmodSync(work, 0o755);
  try {
    await download(work);
    const deb = readdirSync(work).find((name) => name.endsWith('.deb'));
    if (deb === undefined) {
      throw new Error('apt-get fetched no package');
    }
    await run('dpkg-deb', ['-x', join(work, deb), join(work, 'unpacked')]);
    const [unpacked] = ['usr/sbin', 'usr/bin']
      .map((folder) => join(work, 'unpacked', folder, 'nats-server'))
      .filter((path) => existsSync(path));
    if (unpacked === undefined) {
      throw new Error('The package nats-server holds no program of that name');
    }
    renameSync(unpacked, program);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Tries the machine's package lists, and fetches lists of its own where those are missing or out of date. */
async function download(work: string): Promise<void> {
  const options = process.getuid?.() === 0 ? ['-o', 'APT::Sandbox::User=root'] : [];
  try {
    await aptGet([...options, 'download', 'nats-server'], work);
  } catch {
    mkdirSync(join(work, 'lists', 'partial'), { recursive: true });
    mkdirSync(join(work, 'cache', 'archives', 'partial'), { recursive: true });
    const folders = [`Dir::State::Lists=${join(work, 'lists')}`, `Dir::Cache=${join(work, 'cache')}`];
    const own = [...options, ...[...folders, 'Debug::NoLocking=1'].flatMap((option) => ['-o', option])];
    await aptGet([...own, 'update'], work);
    await aptGet([...own, 'download', 'nats-server'], work);
  }
}

async function aptGet(args: string[], cwd: string): Promise<void> {
  await run('apt-get', ['-q', ...args], {
    cwd,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' },
  });
}
