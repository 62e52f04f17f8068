import { type Child, startChild } from '../child.ts';
import type { Order, Word } from './generator-main.ts';
import { type Job, type LoadReport, requireOffered } from './job.ts';

/** A process that sends loads. */
export type Generator = {
  pid: number;
  /** Sends one load; throws when it could not be sent as asked for. */
  run(job: Job): Promise<LoadReport>;
  stop(): Promise<void>;
};

type Waiting = { name: string; resolve(report: LoadReport): void; reject(error: Error): void };

function listen({ process: child }: Child, waiting: Map<number, Waiting>, say: (line: string) => void): void {
  let last = { id: 0, good: 0, at: 0 };
  child.on('message', (word: Word) => {
    const waiter = waiting.get(word.id);
    if (!waiter) return;
    if (word.kind === 'progress') {
      const now = performance.now();
      const rate = last.id === word.id ? Math.round((1000 * (word.good - last.good)) / (now - last.at)) : undefined;
      last = { id: word.id, good: word.good, at: now };
      say(`  ${waiter.name}: ${word.good} good of ${word.answered} answers${rate === undefined ? '' : `, ${rate}/s`}`);
      return;
    }
    waiting.delete(word.id);
    if (word.kind === 'report') waiter.resolve(word.report);
    else waiter.reject(new Error(`${waiter.name}: ${word.message}`));
  });
  child.once('exit', () => {
    for (const { name, reject } of waiting.values()) reject(new Error(`${name}: the load generator has ended`));
  });
}

/** Starts a generator; `say` hears how far a load is, every two seconds. */
export async function startGenerator(say: (line: string) => void): Promise<Generator> {
  const child = await startChild('load/generator-main.ts');
  const waiting = new Map<number, Waiting>();
  listen(child, waiting, say);
  let ids = 0;
  return {
    pid: child.pid,
    async run(job) {
      const id = ++ids;
      const report = await new Promise<LoadReport>((resolve, reject) => {
        waiting.set(id, { name: job.name, resolve, reject });
        child.process.send({ id, job } satisfies Order);
      });
      if (job.pace.kind === 'open') requireOffered(report);
      return report;
    },
    stop: child.stop,
  };
}
