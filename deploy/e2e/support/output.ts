import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';

const CHUNK_BYTES = 1024 * 1024;

/** The size of what a platform has said so far, in bytes. */
export function sizeOf(file: string): number {
  return existsSync(file) ? statSync(file).size : 0;
}

/** Answers the latest pid of each part that a platform tells of in lines `pid <part> <pid>`, from a byte of its output on. */
export function followPids(file: string, from: number): () => Map<string, number> {
  const pids = new Map<string, number>();
  const chunk = Buffer.alloc(CHUNK_BYTES);
  let offset = from;
  let rest = '';
  return () => {
    const output = openSync(file, 'r');
    try {
      for (let read = readSync(output, chunk, 0, CHUNK_BYTES, offset); read > 0; ) {
        offset += read;
        const lines = (rest + chunk.toString('latin1', 0, read)).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines.filter((one) => one.startsWith('pid '))) {
          const [, part = '', pid] = line.split(' ');
          pids.set(part, Number(pid));
        }
        read = readSync(output, chunk, 0, CHUNK_BYTES, offset);
      }
    } finally {
      closeSync(output);
    }
    return pids;
  };
}
