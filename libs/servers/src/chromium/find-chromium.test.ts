import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { findChromium } from './find-chromium.ts';

const run = promisify(execFile);
const log = (line: string) => process.stderr.write(`${line}\n`);
const INSTALL_LIMIT_MS = 300_000;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'boxoffice-chromium-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function programThatSays(text: string): string {
  const program = join(folder, text.replace(/\W/g, '-'));
  writeFileSync(program, `#!/bin/sh\necho '${text}'\n`, { mode: 0o755 });
  return program;
}

test(
  'the one that is found shows a page',
  async () => {
    const { program, env } = await findChromium({ install: true, cacheDir: '.cache', log });
    const flags = ['--headless', '--no-sandbox', '--disable-gpu', `--user-data-dir=${join(folder, 'profile')}`];
    const page = 'data:text/html,<p id=sum></p><script>sum.textContent=6*7</script>';
    const { stdout } = await run(program, [...flags, '--dump-dom', page], { env: { ...process.env, ...env } });
    expect(stdout).toContain('<p id="sum">42</p>');
  },
  INSTALL_LIMIT_MS,
);

test('a program of its name that only tells where to get it is passed over', async () => {
  const programs = ['To run it, install the snap', 'Chromium 148.0.1 built on Debian'].map(programThatSays);
  const found = await findChromium({ install: false, cacheDir: folder, log, programs });
  expect(found).toEqual({ program: programs[1], env: {} });
});

test('a machine without it is told what to install', async () => {
  const missing = findChromium({ install: false, cacheDir: folder, log, programs: [] });
  await expect(missing).rejects.toThrow(/apt-get install chromium/);
});
