import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Names the folder by which processes are told where to die. */
export const FOLDER_VARIABLE = 'BOXOFFICE_CRASH_FOLDER';
/** In that folder: the point to die at. It is gone when a process has died there. */
export const DEATH_FILE = 'die-at';
/** In that folder: every point that was crossed, one a line. */
export const TRACE_FILE = 'trace';

/** Tells the processes of a platform where to die. */
export type CrashControl = {
  /** What the platform needs in its environment. */
  settings: Record<string, string>;
  /** The next process that comes to this point dies there. */
  dieAt(point: string): void;
  /** True when none has died at the point that was told last. */
  isPending(): boolean;
  /** Where the trace ends now. */
  mark(): number;
  /** The points that were crossed since a mark, each once, in the order of their first crossing. */
  crossedSince(mark: number): string[];
  remove(): void;
};

/** Makes the folder by which a platform's processes are told where to die. */
export function createCrashControl(): CrashControl {
  const folder = mkdtempSync(join(tmpdir(), 'boxoffice-crash-'));
  const [death, trace] = [join(folder, DEATH_FILE), join(folder, TRACE_FILE)];
  writeFileSync(trace, '');
  const preload = pathToFileURL(join(import.meta.dirname, 'die-at.ts')).href;
  return {
    settings: { NODE_OPTIONS: `--import=${preload}`, [FOLDER_VARIABLE]: folder },
    dieAt(point) {
      // In one move, so that nobody reads half of it.
      writeFileSync(`${death}.draft`, point);
      renameSync(`${death}.draft`, death);
    },
    isPending: () => existsSync(death),
    mark: () => statSync(trace).size,
    crossedSince: (mark) => [...new Set(readFileSync(trace).toString('utf8', mark).split('\n').filter(Boolean))],
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
