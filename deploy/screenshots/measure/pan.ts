import type { Locator, Page } from 'playwright-core';

/** How smoothly something moves: frames a second, and the interval between frames of the slowest twentieth. */
export type Smoothness = { framesPerSecond: number; slowIntervalMs: number; frames: number };

const DURATION_MS = 5000;
const STEP_PX = 12;

/** Drags a map to and fro with the mouse, as fast as the browser takes it, and counts the frames meanwhile. */
export async function measurePanning(page: Page, map: Locator): Promise<Smoothness> {
  await map.scrollIntoViewIfNeeded();
  const box = await map.boundingBox();
  if (!box) throw new Error('the map is not shown');
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const reach = Math.min(box.width, box.height) / 3;
  await page.mouse.move(middle.x, middle.y);
  await page.mouse.down();
  await page.evaluate(`countFrames(${DURATION_MS})`);
  const end = performance.now() + DURATION_MS;
  for (let step = 0; performance.now() < end; step++) {
    const angle = (step * STEP_PX) / reach;
    await page.mouse.move(middle.x + Math.sin(angle) * reach, middle.y + Math.cos(angle) * reach - reach);
  }
  await page.mouse.up();
  return smoothness(await page.evaluate<number[]>('measured.frames'));
}

/** Sums up the times at which frames began. */
export function smoothness(frames: readonly number[]): Smoothness {
  const intervals = frames.slice(1).map((at, i) => at - (frames[i] ?? at));
  const slowest = intervals.toSorted((a, b) => a - b)[Math.floor(intervals.length * 0.95)];
  const whole = (frames.at(-1) ?? 0) - (frames[0] ?? 0);
  if (slowest === undefined || whole <= 0) throw new Error('there were no frames');
  return { framesPerSecond: (intervals.length / whole) * 1000, slowIntervalMs: slowest, frames: intervals.length };
}
