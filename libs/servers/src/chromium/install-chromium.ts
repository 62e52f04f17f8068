import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withPackageLists } from '../debian/apt-get.ts';
import { unpackPackages } from '../debian/unpack.ts';
import type { Log } from '../log.ts';

/** A Chromium program, and the environment that it needs beside this process's own. */
export type Chromium = { readonly program: string; readonly env: Readonly<Record<string, string>> };

const FONT_FOLDERS = ['/usr/share/fonts', '/usr/local/share/fonts'];
const FONT_FILE = /\.(ttf|otf|ttc|pfb)$/i;

/** Installs Debian's chromium, as root; a machine without a font gets one, or pages would show no text. */
export async function installChromium(folder: string, log: Log): Promise<void> {
  log('Installing chromium with apt-get (once)');
  const work = mkdtempSync(join(folder, 'apt-'));
  try {
    // Another apt-get that is at work ends sooner or later.
    const options = ['-y', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=300'];
    await withPackageLists(work, (aptGet) => aptGet('install', ...options, ...packages()));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Unpacks Debian's chromium into a folder, with what it needs and the machine lacks. Needs no root. */
export async function unpackChromium(folder: string, log: Log): Promise<void> {
  log('Fetching chromium with apt-get (once, about 100 MB)');
  await unpackPackages(packages(), join(folder, 'root'), { dependencies: true });
  mkdirSync(join(folder, 'fonts'), { recursive: true });
  writeFileSync(join(folder, 'fonts', 'fonts.conf'), fontsConfiguration(folder));
}

/** The Chromium that `unpackChromium` makes. */
export function unpackedChromium(folder: string): Chromium {
  const root = join(folder, 'root');
  const libraries = [join(root, 'usr/lib'), join(root, 'lib')].filter((path) => existsSync(path));
  // Debian keeps them by architecture: usr/lib/x86_64-linux-gnu.
  const folders = libraries.flatMap((path) => [
    path,
    ...readdirSync(path)
      .filter((name) => name.endsWith('-linux-gnu'))
      .map((name) => join(path, name)),
  ]);
  return {
    program: join(root, 'usr/lib/chromium/chromium'),
    env: { LD_LIBRARY_PATH: folders.join(':'), FONTCONFIG_FILE: join(folder, 'fonts', 'fonts.conf') },
  };
}

function packages(): string[] {
  return ['chromium', ...(FONT_FOLDERS.some(hasFont) ? [] : ['fonts-dejavu-core'])];
}

function hasFont(folder: string): boolean {
  return existsSync(folder) && readdirSync(folder, { recursive: true }).some((name) => FONT_FILE.test(String(name)));
}

function fontsConfiguration(folder: string): string {
  const fonts = [...FONT_FOLDERS, join(folder, 'root/usr/share/fonts')].map((path) => `  <dir>${path}</dir>`);
  return [
    '<?xml version="1.0"?>',
    '<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">',
    '<fontconfig>',
    ...fonts,
    `  <cachedir>${join(folder, 'fonts')}</cachedir>`,
    '</fontconfig>',
    '',
  ].join('\n');
}
