import { statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { visit } from '../e2e/support/browser-visit.ts';
import type { Picture, Subjects } from './pictures.ts';

// What the last answers brought is drawn, and charts have grown to their height.
const SETTLE_MS = 1500;

async function untilShown(page: Page): Promise<void> {
  await page.locator('main').getByRole('heading').first().waitFor();
  await sleep(SETTLE_MS);
}

/** Takes a picture into a folder; answers the size of its file in bytes. */
export async function takePicture(
  browser: Browser,
  url: string,
  { name, look, path, act }: Picture,
  subjects: Subjects,
  folder: string,
): Promise<number> {
  const { page, context, complaints } = await visit(browser, url, { ...look, path: path(subjects) });
  try {
    await untilShown(page);
    if (act) {
      await act(page);
      await untilShown(page);
    }
    const file = join(folder, `${name}.png`);
    await page.screenshot({ path: file, animations: 'disabled', caret: 'hide' });
    const [first] = complaints();
    if (first !== undefined) throw new Error(`the page of the picture "${name}" complains: ${first}`);
    return statSync(file).size;
  } finally {
    await context.close();
  }
}
