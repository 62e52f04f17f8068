import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { expect, test } from '@jest/globals';

/** The priority of this session, as Linux tells it; empty where sessions have none. */
function groupPriority(): string {
  const group = existsSync('/proc/self/autogroup') ? readFileSync('/proc/self/autogroup', 'utf8') : '';
  return group.trim().split(' ').slice(1).join(' ');
}

const SCRIPT = `
  import { existsSync, readFileSync } from 'node:fs';
  import { getPriority } from 'node:os';
  import { yieldToOthers } from '${new URL('./background-priority.ts', import.meta.url)}';
  ${groupPriority}
  yieldToOthers();
  console.log(JSON.stringify([getPriority(), groupPriority()]));
`;

async function priorities(detached: boolean): Promise<[number, string]> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', SCRIPT], {
    detached,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(await text(child.stdout));
}

test('a process in a session of its own yields to those of other sessions', async () => {
  expect(await priorities(true)).toEqual([10, groupPriority() === '' ? '' : 'nice 10']);
});

test('one that shares its session with others does not slow them down', async () => {
  expect(await priorities(false)).toEqual([10, groupPriority()]);
});
