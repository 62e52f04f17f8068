import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { ROOT } from '../testing/command.ts';
import { fingerprint } from './sources.ts';

const WEB = 'gateway/web';

let root: string;
let before: string;

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'boxoffice-sources-'));
  for (const name of ['index.html', 'package.json', 'postcss.config.cjs', 'vite.config.ts', 'tsconfig.json']) {
    cpSync(join(ROOT, WEB, name), join(root, WEB, name));
  }
  write('package-lock.json', '{}');
  write('tsconfig.json', '{}');
  write(`${WEB}/public/icon.svg`, '<svg/>');
  write(`${WEB}/tools/precompress.ts`, '');
  write(`${WEB}/src/main.tsx`, 'one');
  write(`${WEB}/src/ui/money.tsx`, 'two');
  before = fingerprint(root);
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

test('what stays the same has the same fingerprint', () => {
  expect(fingerprint(root)).toBe(before);
});

test.each([
  `${WEB}/src/ui/money.tsx`,
  `${WEB}/src/new.ts`,
  `${WEB}/public/icon.svg`,
  `${WEB}/index.html`,
  `${WEB}/vite.config.ts`,
  'package-lock.json',
])('a change of %s changes it', (path) => {
  write(path, 'changed');
  expect(fingerprint(root)).not.toBe(before);
});

test('content that moves from one file to another changes it', () => {
  write(`${WEB}/src/main.tsx`, 'two');
  write(`${WEB}/src/ui/money.tsx`, 'one');
  expect(fingerprint(root)).not.toBe(before);
});

test('tests and builds are no part of it', () => {
  write(`${WEB}/src/ui/money.test.ts`, 'a test');
  write(`${WEB}/dist/index.html`, 'a build');
  expect(fingerprint(root)).toBe(before);
});
