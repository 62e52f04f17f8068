import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { buildWeb } from '../../tools/web/build.ts';
import type { Api } from './api.ts';
import { saveEvidence } from './browser-evidence.ts';
import { launchChromium } from './browser-launch.ts';
import { enter, type Look, openTab, type Visitor, visit } from './browser-visit.ts';
import { present } from './present.ts';
import { usePlatform } from './use-platform.ts';

/**
 * Opens the pages in a browser of somebody's own, closed when the test is over. With `shared`, in a tab of a browser that
 * all tests of a file share by that name, with its logins and caches: only the tab is closed.
 */
export type Open = (look?: Look, shared?: string) => Promise<Page>;

/** A test in browsers: everybody whom it opens one for is somebody else. */
export type Scene = (name: string, body: (open: Open) => Promise<void>) => void;

const ROOT = resolve(import.meta.dirname, '../../..');
const say = (line: string) => void process.stderr.write(`${line}\n`);
const INSTALL_LIMIT_MS = 300_000;

type Guest = Visitor & { leave(): Promise<void> };

async function closeAfter(name: string, act: (visitors: Guest[]) => Promise<void>): Promise<void> {
  const visitors: Guest[] = [];
  try {
    await act(visitors);
    expect(visitors.flatMap(({ complaints }) => complaints())).toEqual([]);
  } catch (error) {
    const saved = await saveEvidence(name, visitors, error);
    process.stderr.write(`What the browsers of "${name}" saw is in ${saved}-*\n`);
    throw error;
  } finally {
    await Promise.all(visitors.map(({ leave }) => leave()));
  }
}

/**
 * Tests in Chromium on a standalone platform of their own, with the web application as it is now. A test fails too when a
 * page that it opened logged an error, threw one, or broke the content security policy; what its visitors saw is then kept
 * in `.cache/e2e-failures`.
 */
export function useBrowser(settings: Record<string, string> = {}): { api: Api; scene: Scene } {
  let browser: Browser | undefined;
  beforeAll(async () => {
    // The platform would start without it and say nothing to these tests.
    await buildWeb(ROOT, say);
    browser = await launchChromium(say);
  }, INSTALL_LIMIT_MS);
  // It is served as it was built here, whatever is being written meanwhile.
  const { api, platform } = usePlatform('standalone', { WEB_ROOT: join(ROOT, 'gateway/web/dist'), ...settings });
  afterAll(() => browser?.close());

  const sharing = new Map<string, Promise<BrowserContext>>();

  async function alone(look?: Look): Promise<Guest> {
    const visitor = await visit(present(browser), platform().url, look);
    return { ...visitor, leave: () => visitor.context.close() };
  }

  async function inTab(shared: string, look: Look = {}): Promise<Guest> {
    const context = sharing.get(shared) ?? enter(present(browser), platform().url, look);
    sharing.set(shared, context);
    const visitor = await openTab(await context, look);
    return { ...visitor, leave: () => visitor.page.close() };
  }

  const scene: Scene = (name, body) =>
    test(name, () =>
      closeAfter(name, (visitors) =>
        body(async (look, shared) => {
          const guest = await (shared === undefined ? alone(look) : inTab(shared, look));
          visitors.push(guest);
          return guest.page;
        }),
      ),
    );
  return { api, scene };
}
