import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect as connectSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findNatsServer } from '@boxoffice/servers';
import { eventually, freePort } from '@boxoffice/testing';

const CACHE = join(import.meta.dirname, '../../../../.cache');

function answers(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connectSocket(port, '127.0.0.1');
    // nats-server greets whoever connects.
    socket.once('data', () => {
      socket.destroy();
      resolve();
    });
    socket.once('error', reject);
  });
}

/** A nats-server of one test that can be killed, started again on the same port, and robbed of its store. */
export async function startNatsProcess() {
  const program = await findNatsServer({ install: true, cacheDir: CACHE, log: () => {} });
  const port = await freePort();
  const store = mkdtempSync(join(tmpdir(), 'boxoffice-nats-'));
  let server: ChildProcess | undefined;

  async function start(): Promise<void> {
    server = spawn(program, ['-a', '127.0.0.1', '-p', String(port), '-js', '-sd', store], { stdio: 'ignore' });
    await eventually(() => answers(port), { timeoutMs: 15_000 });
  }

  async function kill(): Promise<void> {
    const running = server;
    server = undefined;
    if (!running) return;
    const exited = once(running, 'exit');
    running.kill('SIGKILL');
    await exited;
  }

  await start();
  return {
    url: `nats://127.0.0.1:${port}`,
    start,
    /** Ends it as a crash does. */
    kill,
    /** Loses everything it stored; it must not be running. */
    wipe: () => rmSync(store, { recursive: true, force: true }),
    async stop() {
      await kill();
      rmSync(store, { recursive: true, force: true });
    },
  };
}

/** See `startNatsProcess`. */
export type NatsProcess = Awaited<ReturnType<typeof startNatsProcess>>;
