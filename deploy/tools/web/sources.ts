import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

// What a build is made of: the lockfile stands for the tools and libraries.
const FILES = ['package-lock.json', 'tsconfig.json'];
const WEB = 'gateway/web';
const WEB_FILES = ['index.html', 'package.json', 'postcss.config.cjs', 'tsconfig.json', 'vite.config.ts'];
const WEB_FOLDERS = ['public', 'src', 'tools'];

function filesIn(root: string, folder: string): string[] {
  const entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.includes('.test.'))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
}

/** A hash of everything that the web application is built from. */
export function fingerprint(root: string): string {
  const files = [
    ...FILES,
    ...WEB_FILES.map((name) => `${WEB}/${name}`),
    ...WEB_FOLDERS.flatMap((folder) => filesIn(root, `${WEB}/${folder}`)),
  ];
  const hash = createHash('sha256');
  for (const file of files.sort()) {
    const content = readFileSync(join(root, file));
    hash.update(`${file} ${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}
