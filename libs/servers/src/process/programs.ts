import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

// Systems put programs where an ordinary user's PATH may not lead.
const SYSTEM_FOLDERS = ['/usr/bin', '/usr/sbin', '/usr/local/sbin', '/usr/local/bin', '/opt/homebrew/bin'];

/** The path of a program: from PATH, else from where systems put programs. */
export function onPath(program: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== ''), ...SYSTEM_FOLDERS];
  return folders.map((folder) => join(folder, program)).find(isProgram);
}

/** Whether this user may run what is at the path. */
export function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
