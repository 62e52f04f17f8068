import { join, resolve } from 'node:path';
import { findChromium } from '@boxoffice/servers';
import { type Browser, chromium } from 'playwright-core';

const CACHE = join(resolve(import.meta.dirname, '../../..'), '.cache');

// One platform on this machine is all that it may talk to; nothing of it is drawn by a graphics card.
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Starts a headless Chromium with a fresh profile in a temporary folder, installing it first where there is none. Closing
 * it ends its processes and removes the profile.
 */
export async function launchChromium(log: (line: string) => void): Promise<Browser> {
  const { program, env } = await findChromium({ install: true, cacheDir: CACHE, log });
  return chromium.launch({
    executablePath: program,
    env: { ...process.env, ...env },
    args: FLAGS,
    // Whoever started it stops it, in order; it ends with this process in any case.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}
