import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { NODE_FLAGS } from '../../tools/node-flags.mjs';
import type { Folder } from './folder.ts';
import { followPids, sizeOf } from './output.ts';
import { choosePort } from './port.ts';
import { childrenOf, familyOf, signal, stillRunning } from './processes.ts';

/** A way to run the product: one process, or one process for each part. */
export type Topology = 'standalone' | 'cluster';

/** A whole platform of its own: processes, port and folder. */
export type Platform = {
  /** Its address, for example `http://127.0.0.1:3000`. */
  url: string;
  /** The pid of the process that was started, which in a cluster starts the others. */
  pid: number;
  /** The parts of a cluster that have a process of their own, nats-server included. */
  parts(): string[];
  /** The pid of one part of a cluster, the latest one if it was started again. */
  pidOf(part: string): number;
  /** Kills parts of a cluster, and again whenever they are started again, until the answered function is called. */
  keepDown(...parts: string[]): () => void;
  /** Stops it as a person does, and checks that nothing of it is left running; nothing to do after a crash. */
  stop(): Promise<void>;
  /** Runs the auditor on its databases. Throws what it found. */
  audit(): Promise<void>;
  /** Kills all of its own processes outright; answers the pids of its servers (PostgreSQL, NATS), which are left alone. */
  crash(): Promise<number[]>;
};

const ROOT = resolve(import.meta.dirname, '../../..');
const NODE = join(ROOT, 'node_modules/node/bin/node');
// A server that a cluster tells of beside its own processes; a standalone platform tells of none.
const BROKER = 'nats-server';
const running = new Set<ChildProcess>();
const START_LIMIT_MS = 90_000;
const STOP_LIMIT_MS = 40_000;

/** The end of what a platform said, enough to tell what went wrong. */
const end = (text: string) => text.slice(-3000);

function launch(topology: Topology, port: number, folder: Folder, settings: Record<string, string>): ChildProcess {
  const { PATH = '', HOME = '' } = process.env;
  const output = openSync(folder.output, 'a');
  try {
    return spawn(NODE, [...NODE_FLAGS, join(ROOT, 'deploy', topology, 'main.ts')], {
      cwd: ROOT,
      env: {
        PATH,
        HOME,
        HOST: '127.0.0.1',
        PORT: String(port),
        BOXOFFICE_DATA: folder.data,
        RATE_LIMIT: 'off',
        LOG_LEVEL: 'warn',
        ...settings,
      },
      // The channel tells the platform when this process is gone, however it went.
      stdio: ['ignore', output, output, 'ipc'],
    });
  } finally {
    closeSync(output);
  }
}

async function untilReady(url: string, child: ChildProcess, said: () => string): Promise<void> {
  for (const start = Date.now(); ; await sleep(50)) {
    const status = await fetch(`${url}/health/ready`).then(
      (answer) => answer.text().then(() => answer.status),
      () => 0,
    );
    if (status === 200 && said().includes('Boxoffice is ready')) return;
    const ended = child.exitCode ?? child.signalCode;
    if (ended !== null) throw new Error(`the platform ended while it was starting (${ended}):\n${end(said())}`);
    if (Date.now() - start < START_LIMIT_MS) continue;
    child.kill('SIGKILL');
    throw new Error(`the platform was not ready after ${START_LIMIT_MS / 1000} s:\n${end(said())}`);
  }
}

async function untilGone(pids: readonly number[], limitMs: number): Promise<number[]> {
  for (const start = Date.now(); ; await sleep(20)) {
    const left = stillRunning(pids);
    if (left.length === 0 || Date.now() - start > limitMs) return left;
  }
}

/** Stops every platform that this process has started and that still runs, whoever waits for it. */
export async function stopPlatforms(): Promise<void> {
  const ends = [...running].map(async (child) => {
    const family = familyOf(child.pid ?? 0);
    child.kill('SIGTERM');
    for (const left of await untilGone(family, STOP_LIMIT_MS)) signal(left, 'SIGKILL');
  });
  await Promise.all(ends);
}

/** Starts a platform on a free port and waits until purchases can be made. */
export async function startPlatform(
  topology: Topology,
  folder: Folder,
  settings: Record<string, string> = {},
): Promise<Platform> {
  const port = await choosePort();
  const url = `http://127.0.0.1:${port}`;
  const before = sizeOf(folder.output);
  const said = () => readFileSync(folder.output).toString('utf8', before);
  const child = launch(topology, port, folder, settings);
  const pid = child.pid ?? 0;
  const killWithThis = () => child.kill('SIGKILL');
  process.once('exit', killWithThis);
  running.add(child);
  child.once('exit', () => {
    process.off('exit', killWithThis);
    running.delete(child);
  });
  const toldPids = followPids(folder.output, before);
  await untilReady(url, child, said);

  return {
    url,
    pid,
    parts: () => [...toldPids().keys()],
    pidOf(part) {
      const told = toldPids().get(part);
      if (told === undefined) throw new Error(`the platform told no pid of ${part}`);
      return told;
    },
    keepDown(...parts) {
      const down = parts.map((part) => toldPids().get(part));
      const others = childrenOf(pid).filter((child) => !down.includes(child));
      const timer = setInterval(() => {
        const risen = childrenOf(pid).filter((child) => !others.includes(child));
        for (const child of risen) signal(child, 'SIGKILL');
      }, 20);
      return () => clearInterval(timer);
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const family = familyOf(pid);
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      const [code, signal] = await Promise.race([exited, sleep(STOP_LIMIT_MS, ['no exit'], { ref: false })]);
      const left = await untilGone(family, 5000);
      if (code !== 0 || left.length > 0) {
        child.kill('SIGKILL');
        throw new Error(`the platform ended with ${code ?? signal} and left ${left.length} processes:\n${end(said())}`);
      }
      if (existsSync(join(folder.data, 'postgres/pgdata/postmaster.pid'))) {
        throw new Error('PostgreSQL was not shut down');
      }
    },
    async audit() {
      const env = { ...process.env, BOXOFFICE_DATA: folder.data, LOG_LEVEL: 'error' };
      await promisify(execFile)(NODE, [join(ROOT, 'deploy/audit/main.ts')], { cwd: ROOT, env }).catch((error) => {
        throw new Error(`the books are not in order:\n${error.stdout}${error.stderr}`);
      });
    },
    async crash() {
      const family = familyOf(pid);
      // The gateway first: nobody is to hear of the end of the others.
      const inOrder = (part: string) => (part.startsWith('gateway') ? 0 : 1);
      const parts = [...toldPids()].sort(([one], [other]) => inOrder(one) - inOrder(other));
      const own = [...parts.flatMap(([part, told]) => (part === BROKER ? [] : told)), pid];
      const exited = once(child, 'exit');
      for (const each of own) signal(each, 'SIGKILL');
      await exited;
      return family.filter((each) => !own.includes(each));
    },
  };
}
