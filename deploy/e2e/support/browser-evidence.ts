import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Visitor } from './browser-visit.ts';

const FOLDER = join(resolve(import.meta.dirname, '../../..'), '.cache/e2e-failures');

/** Saves what the visitors of a failed test saw and what happened to them; answers the files' common path. */
export async function saveEvidence(test: string, visitors: readonly Visitor[], error: unknown): Promise<string> {
  mkdirSync(FOLDER, { recursive: true });
  const name = join(FOLDER, test.replaceAll(/\W+/g, '-').slice(0, 100));
  for (const [place, { page, record }] of visitors.entries()) {
    const file = `${name}-${place + 1}`;
    const seen = await page.locator('body').ariaSnapshot().catch(String);
    const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
    writeFileSync(`${file}.txt`, [page.url(), told, '', ...record, '', seen, ''].join('\n'));
    await page.screenshot({ path: `${file}.png`, fullPage: true }).catch(() => undefined);
  }
  return name;
}
