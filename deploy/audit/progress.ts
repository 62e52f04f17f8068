import cliProgress from 'cli-progress';
import type { AuditStep } from './audit.ts';

/** Shows a person how far an audit is. */
export type Progress = { step(step: AuditStep): void; end(): void };

type Output = NodeJS.WritableStream & { isTTY?: boolean };

const again = ({ round }: AuditStep) => (round === 1 ? '' : `  (once more, round ${round})`);

function onTerminal(output: Output): Progress {
  const bar = new cliProgress.SingleBar(
    { format: '  {bar} {value} of {total}  {now}', hideCursor: true, clearOnComplete: true, stream: output },
    cliProgress.Presets.shades_classic,
  );
  let round = 0;
  return {
    step(step) {
      const now = { now: `${step.id} ${step.sentence}${again(step)}` };
      if (step.round === round) return bar.update(step.done, now);
      bar.stop();
      bar.start(step.total, step.done, now);
      round = step.round;
    },
    end: () => bar.stop(),
  };
}

function inLines(output: Output): Progress {
  let last = '';
  return {
    step(step) {
      const line = `checking ${step.id}${again(step)}`;
      if (line !== last) output.write(`${line}\n`);
      last = line;
    },
    end: () => undefined,
  };
}

/** A bar on a terminal, plain lines elsewhere. */
export function createProgress(output: Output = process.stderr): Progress {
  return output.isTTY ? onTerminal(output) : inLines(output);
}
