import { appendFileSync, readFileSync, unlinkSync } from 'node:fs';
import { watchBoundaries } from '@boxoffice/platform';
import { DEATH_FILE, FOLDER_VARIABLE, TRACE_FILE } from './crash-control.ts';

// Loaded into every process of a cluster before its main program, by `node --import`: writes down each boundary that the
// process crosses, and ends it, as kill -9 does, at the one that it is told to die at.

const folder = process.env[FOLDER_VARIABLE];
const part = /\/(?:services\/)?(identity|catalog|inventory|order|gateway)\/src\/main\.ts$/.exec(
  process.argv[1] ?? '',
)?.[1];

/** True for the one process that took the order to die. */
function isOrdered(file: string, point: string): boolean {
  try {
    if (readFileSync(file, 'utf8') !== point) return false;
    unlinkSync(file);
    return true;
  } catch {
    return false;
  }
}

if (folder !== undefined && part !== undefined) {
  watchBoundaries((name, side) => {
    const point = `${part}, ${side} ${name}`;
    appendFileSync(`${folder}/${TRACE_FILE}`, `${point}\n`);
    if (isOrdered(`${folder}/${DEATH_FILE}`, point)) process.kill(process.pid, 'SIGKILL');
  });
}
