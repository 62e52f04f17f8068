// Sends loads; told which by the process that started it.
import { READY } from '@boxoffice/platform/lifecycle';
import type { Job, LoadReport } from './job.ts';
import { perform } from './perform.ts';

/** What a generator says: how far a load is, what became of it, or why it failed. */
export type Word =
  | { kind: 'progress'; id: number; answered: number; good: number }
  | { kind: 'report'; id: number; report: LoadReport }
  | { kind: 'failure'; id: number; message: string };

/** What a generator is told. */
export type Order = { id: number; job: Job };

const say = (word: Word) => void process.send?.(word);

process.on('message', ({ id, job }: Order) => {
  perform(job, (answered, good) => say({ kind: 'progress', id, answered, good })).then(
    (report) => say({ kind: 'report', id, report }),
    (error: Error) => say({ kind: 'failure', id, message: error.stack ?? error.message }),
  );
});
process.once('disconnect', () => process.exit());
// Whoever interrupts the run in its terminal stops this process through its parent.
process.on('SIGINT', () => undefined);
process.send?.(READY);
