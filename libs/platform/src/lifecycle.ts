import type { Log } from './log.ts';

/** Something that runs until it is stopped. */
export type Running = {
  /** True when it can do its work; asked from its start on until it can. */
  ready?(): Promise<boolean>;
  /** Goes on answering, but sends clients elsewhere: before `stop`, when other processes take over. */
  drain?(): Promise<void>;
  /** Finishes what is under way and ends. */
  stop(): Promise<void>;
};

/** What a process that was started with a channel tells its parent once it is ready. */
export const READY = 'ready';

const STOP_MS = 30_000;
const READY_POLL_MS = 50;

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/**
 * Calls `stop` when the process that started this one with a channel is gone, even if it was killed and could pass
 * nothing on. Does nothing, and keeps nothing alive, without a channel.
 */
export function stopWithParent(stop: () => void): void {
  if (process.channel === undefined) return;
  if (!process.connected) {
    stop();
    return;
  }
  process.once('disconnect', stop);
  // Listening alone must not keep the process alive.
  process.channel?.unref();
}

async function tellWhenReady(running: Running, over: () => boolean): Promise<void> {
  if (process.send === undefined) return;
  const ready = async () => (running.ready ? running.ready().catch(() => false) : true);
  while (!over() && !(await ready())) await sleep(READY_POLL_MS);
  // A parent that is gone is heard of in another way.
  if (!over()) process.send(READY, undefined, undefined, () => undefined);
}

/**
 * Runs a process: starts it, and on SIGINT, SIGTERM or the end of the process that started it drains it once and ends.
 * SIGTERM hands over to other processes, so that clients are sent elsewhere first; a SIGINT cuts that short. A defect that
 * nobody caught is logged, then the process stops and ends with code 1. Stopping takes at most `stopMs` milliseconds.
 */
export async function runProcess(log: Log, start: () => Promise<Running>, stopMs = STOP_MS): Promise<void> {
  let running: Running | undefined;
  let stopping = false;
  const hurry = Promise.withResolvers<void>();

  async function stop(code: number, why: string): Promise<void> {
    if (why !== 'SIGTERM') hurry.resolve();
    if (stopping) return;
    stopping = true;
    log.info({ why }, 'stopping');
    try {
      if (why === 'SIGTERM') await Promise.race([running?.drain?.(), hurry.promise]);
      setTimeout(() => {
        log.error('stopping took too long');
        process.exit(code || 1);
      }, stopMs).unref();
      await running?.stop();
    } catch (error) {
      log.error({ err: error }, 'stopping failed');
      process.exit(1);
    }
    process.exit(code);
  }

  process.on('SIGINT', () => void stop(0, 'SIGINT'));
  process.on('SIGTERM', () => void stop(0, 'SIGTERM'));
  // Whoever read our output may have gone (`npm start | head`): that is no reason to stop selling.
  for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined);
  stopWithParent(() => void stop(0, 'the parent process is gone'));
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'uncaught');
    void stop(1, 'defect');
  });
  process.on('unhandledRejection', (error) => {
    log.fatal({ err: error }, 'unhandled');
    void stop(1, 'defect');
  });
  try {
    running = await start();
  } catch (error) {
    log.fatal({ err: error }, error instanceof Error ? error.message : 'the start failed');
    process.exit(1);
  }
  await tellWhenReady(running, () => stopping);
}
