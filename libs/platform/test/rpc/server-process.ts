import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { SERVICE_TOKEN } from '@boxoffice/testing';

/** A server of the platform in a process of its own, which can be killed and halted. Port 0 takes a free one. */
export type ServerProcess = {
  pid: number;
  port: number;
  url: string;
  /** Stops it in its tracks: the kernel still takes connections for it. */
  halt(): void;
  kill(): Promise<void>;
};

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

/** Starts one; it ends with this process at the latest. */
export async function startServerProcess(port = 0): Promise<ServerProcess> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'server-main.ts'), String(port), SERVICE_TOKEN], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const failed = once(child, 'exit').then(() => Promise.reject(new Error('the server ended while it was starting')));
  const [taken] = (await Promise.race([once(child, 'message'), failed])) as [number];
  failed.catch(() => undefined);
  return {
    pid: child.pid ?? 0,
    port: taken,
    url: `http://127.0.0.1:${taken}`,
    halt: () => child.kill('SIGSTOP'),
    kill: () => end(child),
  };
}
