import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, renameSync, statSync } from 'node:fs';
import { endProcess, type StopStep } from './end-process.ts';

const LOG_KEPT_BYTES = 10 * 1024 * 1024;

/** How a server ended: its exit code or the signal that ended it. */
export interface ServerExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** What to start, where its output goes, and how it is told to end when this process exits. */
export interface LaunchOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly logFile: string;
  readonly exitSignal: NodeJS.Signals;
  readonly env?: NodeJS.ProcessEnv;
  readonly user?: { readonly uid: number; readonly gid: number } | undefined;
  readonly onUnexpectedExit?: ((exit: ServerExit) => void) | undefined;
}

/** A running child process. `stop` returns when it is gone and never throws because it already was. */
export interface ServerProcess {
  readonly pid: number;
  readonly exit: () => ServerExit | undefined;
  readonly stop: (steps: readonly StopStep[]) => Promise<void>;
}

const running = new Map<number, NodeJS.Signals>();

function endAllWithThisProcess(): void {
  for (const [pid, signal] of running) {
    try {
      process.kill(pid, signal);
    } catch {
      // Already gone.
    }
  }
}

/**
 * Starts a server that outlives a Ctrl-C meant for this process: it gets its own process group, and its owner stops
 * it in order. It writes to the log file itself, so it never waits for this process to read.
 */
export async function launch(options: LaunchOptions): Promise<ServerProcess> {
  keepShort(options.logFile);
  const log = openSync(options.logFile, 'a', 0o600);
  const child = spawn(options.command, options.args, {
    cwd: '/',
    detached: true,
    stdio: ['ignore', log, log],
    env: options.env ?? process.env,
    ...options.user,
  });
  try {
    await once(child, 'spawn');
  } finally {
    closeSync(log);
  }
  return supervised(child, options);
}

function supervised(child: ChildProcess, options: LaunchOptions): ServerProcess {
  const { pid } = child;
  if (pid === undefined) {
    throw new Error(`${options.command} did not start`);
  }
  let exit: ServerExit | undefined;
  let stopping = false;
  if (!process.listeners('exit').includes(endAllWithThisProcess)) {
    process.on('exit', endAllWithThisProcess);
  }
  running.set(pid, options.exitSignal);
  child.once('exit', (code, signal) => {
    running.delete(pid);
    exit = { code, signal };
    if (!stopping) {
      options.onUnexpectedExit?.(exit);
    }
  });
  // A process that has nothing else to do may end, and its servers with it.
  child.unref();
  return {
    pid,
    exit: () => exit,
    stop: async (steps) => {
      stopping = true;
      if (exit === undefined) {
        await endProcess(pid, steps);
        running.delete(pid);
      }
    },
  };
}

/** Keeps one older log beside the current one, so that a long-lived folder does not fill the disk. */
function keepShort(logFile: string): void {
  try {
    if (statSync(logFile).size > LOG_KEPT_BYTES) {
      renameSync(logFile, `${logFile}.1`);
    }
  } catch {
    // No log yet.
  }
}
