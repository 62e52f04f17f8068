#!/usr/bin/env node
// Runs a TypeScript entry on the Node that the lockfile pins: `node deploy/tools/run.mjs <entry.ts> [arguments]`.
// Works on Node 20 with nothing installed: it runs `npm ci` first when the installed modules do not match the lockfile.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from './install.mjs';
import { NODE_FLAGS } from './node-flags.mjs';

// npm passes on the Ctrl-C that the terminal also sends to this process: both are one wish to stop.
const ECHO_MS = 1_000;
const PARENT_CHECK_MS = 1_000;

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const [entry, ...args] = process.argv.slice(2);
if (entry === undefined) {
  console.error('Usage: node deploy/tools/run.mjs <entry.ts> [arguments]');
  process.exit(2);
}

try {
  await ensureInstalled(root);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
run(join(root, 'node_modules', 'node', 'bin', 'node'), [...NODE_FLAGS, resolve(root, entry), ...args]);

function run(node, nodeArgs) {
  // In a group of its own the child hears of Ctrl-C once, from here. The channel tells it when this process is killed.
  const child = spawn(node, nodeArgs, {
    detached: true,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, PATH: `${join(root, 'node_modules', '.bin')}${delimiter}${process.env.PATH ?? ''}` },
  });
  child.on('error', (error) => {
    console.error(`Node 24 from node_modules does not run here (${error.message}). Run "npm ci" and try again.`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(signal ? 128 + (constants.signals[signal] ?? 0) : (code ?? 1)));
  passSignals(child);
  stopWhenOrphaned(child);
}

function passSignals(child) {
  const pass = (heard, passedOn = heard) => {
    let lastAt = 0;
    process.on(heard, () => {
      if (Date.now() - lastAt > ECHO_MS) {
        child.kill(passedOn);
      }
      lastAt = Date.now();
    });
  };
  pass('SIGINT');
  pass('SIGTERM');
  // The terminal is gone.
  pass('SIGHUP', 'SIGTERM');
}

/** npm that is killed outright can pass nothing on; this process or its shell only gets another parent. */
function stopWhenOrphaned(child) {
  if (process.env.npm_lifecycle_event === undefined) {
    return;
  }
  const before = ancestry();
  const timer = setInterval(() => {
    if (ancestry() !== before) {
      clearInterval(timer);
      child.kill('SIGTERM');
    }
  }, PARENT_CHECK_MS);
  timer.unref();
}

/** Who started this process: npm itself, or a shell that npm started. Where that can't be read, the parent alone. */
function ancestry() {
  try {
    // "pid (name) state ppid ..." (proc(5))
    const [, name, parent] = /\((.*)\) \S (\d+)/.exec(readFileSync(`/proc/${process.ppid}/stat`, 'utf8')) ?? [];
    return /^(sh|dash|bash|ash)$/.test(name) ? `${process.ppid} ${parent}` : `${process.ppid}`;
  } catch {
    return `${process.ppid}`;
  }
}
