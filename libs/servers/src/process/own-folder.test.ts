import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { freshFolder } from '../fixtures/owner-process.ts';
import { FolderInUseError, ownFolder } from './own-folder.ts';
import { processIdentity } from './process-info.ts';

let folder: string;

beforeEach(() => {
  folder = freshFolder();
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function leaveLock(pid: number, identity: string | undefined): void {
  writeFileSync(join(folder, 'owner.json'), JSON.stringify({ pid, identity }));
}

test('one owner at a time, and nothing is left when it lets go', () => {
  const release = ownFolder(folder);
  expect(() => ownFolder(folder)).toThrow(FolderInUseError);
  expect(() => ownFolder(folder)).toThrow(`${folder} is in use by process ${process.pid}`);
  release();
  expect(readdirSync(folder)).toEqual([]);
  ownFolder(folder)();
});

test('a dead owner, a reused pid and a broken lock are taken over', () => {
  leaveLock(999_999_999, 'some boot/1');
  ownFolder(folder)();
  leaveLock(process.pid, 'some boot/1');
  ownFolder(folder)();
  writeFileSync(join(folder, 'owner.json'), '{');
  ownFolder(folder)();
  expect(readdirSync(folder)).toEqual([]);
});

test('a live process of someone else is respected', () => {
  leaveLock(process.ppid, processIdentity(process.ppid));
  expect(() => ownFolder(folder)).toThrow(`process ${process.ppid}`);
});

test('letting go does not take the folder from its next owner', () => {
  const release = ownFolder(folder);
  rmSync(join(folder, 'owner.json'));
  const releaseNext = ownFolder(folder);
  release();
  expect(() => ownFolder(folder)).toThrow(FolderInUseError);
  releaseNext();
});
