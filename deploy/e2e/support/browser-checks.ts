import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

// What people read, and what is read to them.
const ALL_TEXTS = `(() => {
  const texts = [document.title];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.parentElement.closest('script, style, code')) texts.push(node.textContent.trim());
  }
  for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-description']) {
    for (const element of document.querySelectorAll('[' + name + ']')) texts.push(element.getAttribute(name));
  }
  return texts.filter((text) => text !== '');
})()`;

// Elements that reach out of the window to the right, where no box around them cuts or scrolls.
const STICKING_OUT = `(() => {
  const { scrollWidth } = document.scrollingElement;
  if (scrollWidth <= innerWidth) return [];
  const cut = (element) => element !== null && element !== document.body &&
    (getComputedStyle(element).overflowX !== 'visible' || cut(element.parentElement));
  return [
    'the page is ' + scrollWidth + ' px wide in a window of ' + innerWidth,
    ...[...document.body.querySelectorAll('*')]
      .filter((element) => element.getBoundingClientRect().right > innerWidth + 0.5 && !cut(element.parentElement))
      .map((element) => element.outerHTML.slice(0, 160)),
  ];
})()`;

const KEY = /^[a-z][A-Za-z0-9]*(?:[.:][A-Za-z0-9_-]+)+$/;
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];

/** Texts that are keys of translations or show their blanks. */
export async function untranslated(page: Page): Promise<string[]> {
  const texts = await page.evaluate<string[]>(ALL_TEXTS);
  return texts.filter((text) => KEY.test(text) || text.includes('{{'));
}

/** What makes the page wider than its window; nothing when it fits. */
export function stickingOut(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(STICKING_OUT);
}

/** Breaches of WCAG 2.1 AA and of good practice that axe finds, each in one line. */
export async function breaches(page: Page): Promise<string[]> {
  // There are no frames, so the page is looked at in one go.
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).setLegacyMode(true).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, html, failureSummary = '' }) => {
      const [, why = ''] = failureSummary.split('\n').map((line) => line.trim());
      return `${id}: ${target.join(' ')} ${why} ${html.slice(0, 200)}`;
    }),
  );
}
