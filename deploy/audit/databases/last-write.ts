import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const NOTE = 'audited.json';

/** The last moment a cluster's files tell of: its log and control file are written whenever something happens. */
function newestWrite(folder: string): Date {
  const wal = join(folder, 'pgdata', 'pg_wal');
  const files = readdirSync(wal, { withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = [join(folder, 'pgdata', 'global', 'pg_control'), ...files.map(({ name }) => join(wal, name))];
  return new Date(Math.max(...paths.map((path) => statSync(path).mtimeMs)));
}

type Note = { seen: number; stoppedAt: number };

function readNote(folder: string): Note | undefined {
  try {
    const note = JSON.parse(readFileSync(join(folder, NOTE), 'utf8')) as Partial<Note> | null;
    const { seen, stoppedAt } = note ?? {};
    return typeof seen === 'number' && typeof stoppedAt === 'number' ? { seen, stoppedAt } : undefined;
  } catch {
    // There is none, or it was cut short: then the files tell.
    return undefined;
  }
}

/** When a platform that does not run did so last. Deadlines after it are none: nobody could keep them. */
export function stoppedAt(folder: string): Date {
  const newest = newestWrite(folder);
  const note = readNote(folder);
  return note?.seen === newest.getTime() ? new Date(note.stoppedAt) : newest;
}

/** Remembers when the platform stopped, because starting PostgreSQL for an audit has touched the files since. */
export function rememberStop(folder: string, stopped: Date): void {
  const note: Note = { seen: newestWrite(folder).getTime(), stoppedAt: stopped.getTime() };
  writeFileSync(join(folder, NOTE), `${JSON.stringify(note)}\n`);
}
