import { expect } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { ok } from '../support/answer.ts';
import { useBrowser } from '../support/browser.ts';
import { at, present } from '../support/present.ts';
import { ticketStatuses } from '../support/show.ts';
import { soon } from '../support/soon.ts';
import { choice, chooseFromList, fillBasket, stageRows } from './shop.ts';

// A sale elsewhere is to show within a second; the rest is for a slow machine.
const LIVE_MS = 2500;
const STEP_PX = 10;

const { api, scene } = useBrowser();

/** Presses the button that holds the basket; true when the seats were got. */
async function reserves(page: Page): Promise<boolean> {
  await page.getByRole('button', { name: /^Reserve 1 ticket$/ }).click();
  const won = page.getByRole('timer');
  const lost = page.getByRole('alert').getByText('A ticket of your basket can’t be had any more');
  await won.or(lost).first().waitFor();
  return won.isVisible();
}

/** Moves the mouse to some seat: where seats are is up to the map. */
async function pointAtSeat(page: Page, map: Locator): Promise<void> {
  const box = present(await map.boundingBox());
  for (let y = box.y; y < box.y + box.height; y += STEP_PX) {
    await page.mouse.move(box.x + box.width / 2, y);
    // What is under the mouse is known with the next frame.
    await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))');
    if ((await map.getAttribute('data-pointed')) === 'true') return;
  }
  throw new Error('there is no seat in the middle of the map');
}

scene('two want one seat: one gets it, the other and a third see it go and are offered the nearest', async (open) => {
  const buyers = await api.customers(2);
  const show = await stageRows(api);
  const pages = await Promise.all(buyers.map((as) => open({ as })));
  for (const page of pages) {
    await fillBasket(page, show, ['B5']);
    await page.getByRole('link', { name: 'Go to the basket' }).click();
  }
  const third = await open({ path: `/events/${show.event.id}` });
  await chooseFromList(third, ['B5']);

  const won = await Promise.all(pages.map(reserves));
  expect(won.filter(Boolean)).toHaveLength(1);
  const loser = at(pages, won.indexOf(false));
  await loser.getByText(/^The nearest that is free: (A5|B4|B6|C5) \(Stalls\)\.$/).waitFor();
  await loser.getByRole('button', { name: /^Take it instead/ }).click();
  expect(await reserves(loser)).toBe(true);

  const news = third.getByRole('alert');
  await news.getByText('B5 (Stalls): somebody else is buying it.').waitFor();
  await news.getByRole('button', { name: /^Take it instead/ }).click();
  await choice(third).waitFor();
  expect(await choice(third).getByText('B5', { exact: true }).count()).toBe(0);
  const statuses = await ticketStatuses(api, show.event);
  expect([...statuses.values()].filter((status) => status === 'held')).toHaveLength(2);
});

scene('seats are chosen and let go with the mouse, and change before one’s eyes as others buy', async (open) => {
  const show = await stageRows(api);
  const page = await open({ path: `/events/${show.event.id}` });
  const map = page.getByRole('application', { name: /^Seats of/ });
  await page.getByText('Live').waitFor();
  await pointAtSeat(page, map);
  await page.mouse.down();
  await page.mouse.up();
  await choice(page).waitFor();
  const [name = ''] = await choice(page).allInnerTexts();
  const seat = /^[ABC]\d+/.exec(name)?.[0] ?? '';
  for (const count of [0, 1]) {
    await page.mouse.down();
    await page.mouse.up();
    await soon(async () => expect(await choice(page).count()).toBe(count));
  }
  await choice(page).getByText(seat, { exact: true }).waitFor();

  const number = '_ABC'.indexOf(seat.charAt(0)) * 10 - 10 + Number(seat.slice(1)) - 1;
  ok(await (await api.customer()).buy([at(show.ticketIds, number)]), 201);
  const news = page
    .getByRole('alert')
    .getByText(new RegExp(`^${seat} \\(Stalls\\): (sold|somebody else is buying it)\\.$`));
  await news.waitFor({ timeout: LIVE_MS });
});
