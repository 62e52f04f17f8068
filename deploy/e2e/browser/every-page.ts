import { beforeAll, describe, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { useBrowser } from '../support/browser.ts';
import { breaches, stickingOut, untranslated } from '../support/browser-checks.ts';
import type { Look } from '../support/browser-visit.ts';
import { present } from '../support/present.ts';
import { soon } from '../support/soon.ts';
import { PAGES, type PageOfAll, type People, stagePeople } from './pages.ts';

const WIDTHS = { desk: 1440, phone: 360 };
const HEIGHT = 900;
const RESIZE_MS = 2000;

/** In which language and colours pages are looked at, and where axe does. */
export type Way = { language: 'en' | 'pt-BR'; colorScheme: 'light' | 'dark'; device: keyof typeof WIDTHS };

/** Waits until a page has what it shows, and has stopped moving. */
async function untilShown(page: Page): Promise<void> {
  await page.locator('main').getByRole('heading').first().waitFor();
  await soon(async () => {
    expect(await page.locator('.mantine-Loader-root:visible, .mantine-Skeleton-root:visible').count()).toBe(0);
  }, 10_000);
}

/** What still sticks out of the window when charts have had time to take their new width. */
async function stillStickingOut(page: Page): Promise<string[]> {
  const fits = async () => expect(await stickingOut(page)).toEqual([]);
  return soon(fits, RESIZE_MS).then(
    () => [],
    () => stickingOut(page),
  );
}

/**
 * Looks at every page in one language and colour scheme: no text is left without its translation, nothing is wider than
 * its window on a desk and on a phone, and axe finds nothing on one of the two.
 */
export function describeEveryPage({ language, colorScheme, device }: Way): void {
  describe(`in ${language}, ${colorScheme}:`, () => {
    const { api, scene } = useBrowser();
    let staged: People | undefined;
    beforeAll(async () => {
      staged = await stagePeople(api);
    });

    for (const one of PAGES) {
      scene(`${one.name} (${language}, ${colorScheme})`, async (open) => {
        const people = present(staged);
        const as = one.as?.(people);
        const look: Look = { language, colorScheme, width: WIDTHS.desk, height: HEIGHT, path: one.path(people) };
        const page = await open({ ...look, ...(as ? { as } : {}) }, as?.email ?? 'nobody');
        await untilShown(page);
        await prepare(page, one);
        expect(await page.getAttribute('html', 'lang')).toBe(language);
        expect(await page.title()).toMatch(/\S/);
        expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
        expect(await untranslated(page)).toEqual([]);
        for (const [name, width] of Object.entries(WIDTHS)) {
          await page.setViewportSize({ width, height: HEIGHT });
          expect(await stillStickingOut(page)).toEqual([]);
          if (name === device) expect(await breaches(page)).toEqual([]);
        }
      });
    }
  });
}

async function prepare(page: Page, { act }: PageOfAll): Promise<void> {
  if (!act) return;
  await act(page);
  await untilShown(page);
}
