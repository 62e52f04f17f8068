import type { Log } from './log.ts';

/** Something that runs until it is stopped. */
export type Running = { stop(): Promise<void> };

const DRAIN_MS = 20_000;

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

/**
 * Runs a process: starts it, and on SIGINT, SIGTERM or the end of the process that started it drains it once and ends. A
 * defect that nobody caught is logged, then the process drains and ends with code 1. Draining takes at most 20 seconds.
 */
export async function runProcess(log: Log, start: () => Promise<Running>): Promise<void> {
  let running: Running | undefined;
  let stopping = false;

  async function stop(code: number, why: string): Promise<void> {
    if (stopping) return;
    stopping = true;
    log.info({ why }, 'stopping');
    setTimeout(() => {
      log.error('draining took too long');
      process.exit(code || 1);
    }, DRAIN_MS).unref();
    try {
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
}
