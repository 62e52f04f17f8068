import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { earlierContracts } from './earlier-contracts.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'boxoffice-git-'));
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

function git(...args: string[]): string {
  const identity = ['-c', 'user.name=test', '-c', 'user.email=test@localhost'];
  return execFileSync('git', [...identity, ...args], { cwd: root, encoding: 'utf8' }).trim();
}

function write(path: string, text: string): void {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), text);
}

function commit(path: string, text: string): string {
  write(path, text);
  git('add', '--all');
  git('commit', '--quiet', '--message', 'change');
  return git('rev-parse', '--short', 'HEAD');
}

test('without git, and in the commit that brings the contracts, there is nothing earlier', async () => {
  expect(await earlierContracts(root)).toBeUndefined();
  git('init', '--quiet');
  commit('README.md', 'one');
  commit('proto/a.proto', 'one');
  expect(await earlierContracts(root)).toBeUndefined();
});

test('it is the state before the last change, however many commits ago', async () => {
  git('init', '--quiet');
  commit('proto/a.proto', 'one');
  const before = commit('README.md', 'one');
  commit('proto/a.proto', 'two');
  commit('README.md', 'two');
  expect(await earlierContracts(root)).toBe(before);
});

test('changes in the work tree, new files too, are compared with HEAD', async () => {
  git('init', '--quiet');
  commit('proto/a.proto', 'one');
  const head = commit('proto/a.proto', 'two');
  write('proto/a.proto', 'three');
  expect(await earlierContracts(root)).toBe(head);
  write('proto/a.proto', 'two');
  write('proto/b.proto', 'new');
  expect(await earlierContracts(root)).toBe(head);
});

test('a branch that changed the contracts is compared with what it was merged into', async () => {
  git('init', '--quiet', '--initial-branch=main');
  commit('proto/a.proto', 'one');
  git('checkout', '--quiet', '-b', 'branch');
  commit('proto/a.proto', 'two');
  commit('proto/a.proto', 'three');
  git('checkout', '--quiet', 'main');
  const before = commit('README.md', 'one');
  git('merge', '--quiet', '--no-ff', '--no-edit', 'branch');
  expect(await earlierContracts(root)).toBe(before);
});

test('a clone that is too shallow to hold an earlier state has nothing to compare with', async () => {
  git('init', '--quiet');
  commit('proto/a.proto', 'one');
  commit('proto/a.proto', 'two');
  git('clone', '--quiet', '--depth', '1', `file://${root}`, 'shallow');
  expect(await earlierContracts(join(root, 'shallow'))).toBeUndefined();
});
