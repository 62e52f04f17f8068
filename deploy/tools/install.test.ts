import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { isInstalled } from './install.mjs';

const manifest = { dependencies: { left: '1.0.0' } };
const left = { version: '1.0.0', integrity: 'sha512-a', optionalDependencies: { 'left-other-os': '1.0.0' } };
const otherOs = { version: '1.0.0', optional: true };
const locked = { '': manifest, 'node_modules/left': left, 'node_modules/left-other-os': otherOs };

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'boxoffice-install-'));
  write('package.json', manifest);
  write('package-lock.json', { packages: locked });
  write('node_modules/.package-lock.json', { packages: { 'node_modules/left': left } });
  write('node_modules/left/package.json', {});
  write('node_modules/node/bin/node', {});
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, content: unknown): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), JSON.stringify(content));
}

test('modules that npm installed from this lockfile match, without those for other systems', () => {
  expect(isInstalled(root)).toBe(true);
});

test('a clone without modules does not match', () => {
  rmSync(join(root, 'node_modules'), { recursive: true });
  expect(isInstalled(root)).toBe(false);
});

test('a missing folder does not match', () => {
  rmSync(join(root, 'node_modules/left'), { recursive: true });
  expect(isInstalled(root)).toBe(false);
});

test('another version in the lockfile does not match', () => {
  write('package-lock.json', { packages: { ...locked, 'node_modules/left': { ...left, version: '1.0.1' } } });
  expect(isInstalled(root)).toBe(false);
});

test('a package.json that asks for more than the lockfile has does not match', () => {
  write('package.json', { dependencies: { left: '1.0.0', right: '1.0.0' } });
  expect(isInstalled(root)).toBe(false);
  write('package.json', { ...manifest, scripts: { start: 'anything' } });
  expect(isInstalled(root)).toBe(true);
});

/** Where Node looks for a module: in the folder of the one that asks for it, and in each above. */
function placesOf(path: string, name: string): string[] {
  const folders = path.split('/').map((_, depth, parts) => `${parts.slice(0, depth + 1).join('/')}/`);
  return ['', ...folders].map((folder) => `${folder}node_modules/${name}`);
}

test('the lockfile of this repository names the packages for every system, or npm ci refuses it', () => {
  const text = readFileSync(join(import.meta.dirname, '../../package-lock.json'), 'utf8');
  const { packages } = JSON.parse(text) as { packages: Record<string, { optionalDependencies?: object }> };
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter((name) => !placesOf(path, name).some((place) => place in packages)),
  );
  expect(missing).toEqual([]);
});
