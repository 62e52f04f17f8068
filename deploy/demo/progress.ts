import cliProgress from 'cli-progress';

/** Tells a person how far the work is. */
export type Progress = {
  /** Begins a stage of so many steps. */
  begin(stage: string, steps: number): void;
  /** One step of the stage is done. */
  step(): void;
  /** Ends the stage, in one line that stays. */
  end(line: string): void;
  /** Gives the terminal back, whatever is under way. */
  close(): void;
};

type Output = Pick<NodeJS.WriteStream, 'write'>;

const LINE_EVERY_MS = 2000;

function onTerminal(output: Output): Progress {
  let bar: cliProgress.SingleBar | undefined;
  const close = () => {
    bar?.stop();
    bar = undefined;
  };
  return {
    begin(stage, steps) {
      const format = `  ${stage.padEnd(12)} {bar} {value} of {total}`;
      bar = new cliProgress.SingleBar(
        { format, hideCursor: true, clearOnComplete: true },
        cliProgress.Presets.shades_classic,
      );
      bar.start(steps, 0);
    },
    step: () => bar?.increment(),
    end(line) {
      close();
      output.write(`${line}\n`);
    },
    close,
  };
}

function inLines(output: Output): Progress {
  let stage = '';
  let steps = 0;
  let done = 0;
  let toldAt = 0;
  return {
    begin(name, count) {
      [stage, steps, done, toldAt] = [name, count, 0, Date.now()];
    },
    step() {
      done++;
      if (done === steps || Date.now() - toldAt < LINE_EVERY_MS) return;
      toldAt = Date.now();
      output.write(`  ${stage.padEnd(12)} ${done} of ${steps}\n`);
    },
    end: (line) => void output.write(`${line}\n`),
    close: () => undefined,
  };
}

/** A bar on a terminal, plain lines elsewhere. */
export function createProgress(output: Output & { isTTY?: boolean } = process.stdout): Progress {
  return output.isTTY ? onTerminal(output) : inLines(output);
}
