import type { Browser } from 'playwright-core';
import { fillDemo } from '../demo/fill/fill.ts';
import { createProgress } from '../demo/progress.ts';
import { createRestClient } from '../demo/rest/client.ts';
import type { Session } from '../demo/rest/session.ts';
import { launchChromium } from '../e2e/support/browser-launch.ts';
import { freshFolder } from '../e2e/support/folder.ts';
import { startPlatform } from '../e2e/support/platform.ts';

/** A platform with the demo's data, its people, and a browser to look at it with. */
export type Stage = { url: string; browser: Browser; partners: Session[]; customers: Session[] };

/** Takes one line for a person to read. */
export type Say = (line: string) => void;

/** Does something on a standalone platform that is filled for it and gone afterwards. */
export async function onStage<Result>(say: Say, act: (stage: Stage) => Promise<Result>): Promise<Result> {
  const folder = await freshFolder();
  const browser = await launchChromium(say);
  try {
    say('Starting a platform with fresh data');
    const platform = await startPlatform('standalone', folder);
    try {
      const { url } = platform;
      const people = await fillDemo(createRestClient(url), createProgress());
      return await act({ url, browser, ...people });
    } finally {
      await platform.stop();
    }
  } finally {
    await browser.close();
    await folder.remove();
  }
}
