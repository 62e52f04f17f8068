import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { installOnce } from './install-once.ts';

let folder: string;
let installed: string[];

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'boxoffice-install-')), 'new');
  installed = [];
});

afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

const find = async () => installed[0];
const attempt = (install: () => Promise<string>, log = (_: string) => {}) => installOnce(folder, log, find, install);

test('of several that find nothing one installs, and the others take what it installed', async () => {
  const said: string[] = [];
  const install = async () => {
    await sleep(50);
    installed.push('program');
    return 'program';
  };
  const all = Array.from({ length: 3 }, () => attempt(install, (line) => said.push(line)));
  expect(await Promise.all(all)).toEqual(['program', 'program', 'program']);
  expect(installed).toEqual(['program']);
  expect(said).toHaveLength(2);
});

test('one that fails leaves the place to the next', async () => {
  await expect(attempt(() => Promise.reject(new Error('no network')))).rejects.toThrow('no network');
  expect(await attempt(async () => 'program')).toBe('program');
});
