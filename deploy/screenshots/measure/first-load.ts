import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, CDPSession, Page } from 'playwright-core';

/** A device and its connection. */
export type Device = {
  name: string;
  width: number;
  height: number;
  /** How many times slower than this machine its processor is. */
  slower: number;
  latencyMs: number;
  downKbps: number;
  upKbps: number;
};

/** What a visitor waits for, in milliseconds, and what is fetched for it, in bytes as they are sent. */
export type FirstLoad = {
  bytes: Record<string, number>;
  total: number;
  requests: number;
  firstPaintMs: number;
  largestPaintMs: number;
  blockingMs: number;
  shift: number;
};

/** The settings of Lighthouse 12 ("DevTools throttling"): a phone on slow 4G, and a desk. */
export const DEVICES: readonly Device[] = [
  { name: 'phone', width: 412, height: 823, slower: 4, latencyMs: 562.5, downKbps: 1474.56, upKbps: 675 },
  { name: 'desk', width: 1350, height: 940, slower: 1, latencyMs: 40, downKbps: 10_240, upKbps: 10_240 },
];

/** Keeps what the browser tells of a page's speed in it. */
export const OBSERVER = join(import.meta.dirname, 'observe.js');

// Lighthouse waits until nothing was sent or computed for a while.
const QUIET_MS = 3000;
const LONG_TASK_MS = 50;

async function throttle(cdp: CDPSession, { slower, latencyMs, downKbps, upKbps }: Device): Promise<void> {
  const bytesPerSecond = (kbps: number) => (kbps * 1000) / 8;
  await cdp.send('Network.enable');
  await cdp.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: latencyMs,
    downloadThroughput: bytesPerSecond(downKbps),
    uploadThroughput: bytesPerSecond(upKbps),
  });
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: slower });
}

/** Counts what is received, by kind, until nothing more comes. */
function countBytes(cdp: CDPSession) {
  const kinds = new Map<string, string>();
  const bytes: Record<string, number> = {};
  let lastAt = performance.now();
  cdp.on('Network.responseReceived', ({ requestId, type }) => {
    kinds.set(requestId, type);
    lastAt = performance.now();
  });
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const kind = kinds.get(requestId) ?? 'Other';
    bytes[kind] = (bytes[kind] ?? 0) + encodedDataLength;
    lastAt = performance.now();
  });
  const untilQuiet = async () => {
    while (performance.now() - lastAt < QUIET_MS) await sleep(100);
  };
  return { bytes, untilQuiet, requests: () => kinds.size };
}

type Measured = {
  firstPaint: number;
  largestPaint: number;
  longTasks: { startTime: number; duration: number }[];
  shift: number;
};

/** What the observer in a page has kept. */
function measuredIn(page: Page): Promise<Measured> {
  return page.evaluate<Measured>('measured');
}

/** Loads a page as somebody who was never there, on a device. */
export async function measureFirstLoad(browser: Browser, url: string, device: Device): Promise<FirstLoad> {
  const { width, height } = device;
  const context = await browser.newContext({ locale: 'en', viewport: { width, height } });
  try {
    const page = await context.newPage();
    await page.addInitScript({ path: OBSERVER });
    const cdp = await context.newCDPSession(page);
    const { bytes, untilQuiet, requests } = countBytes(cdp);
    await throttle(cdp, device);
    await page.goto(url);
    await untilQuiet();
    const { firstPaint, largestPaint, longTasks, shift } = await measuredIn(page);
    const blocking = longTasks
      .filter(({ startTime, duration }) => startTime + duration > firstPaint)
      .reduce((sum, { duration }) => sum + Math.max(0, duration - LONG_TASK_MS), 0);
    return {
      bytes,
      total: Object.values(bytes).reduce((sum, some) => sum + some, 0),
      requests: requests(),
      firstPaintMs: firstPaint,
      largestPaintMs: largestPaint,
      blockingMs: blocking,
      shift,
    };
  } finally {
    await context.close();
  }
}
