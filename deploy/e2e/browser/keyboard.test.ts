import { expect } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { useBrowser } from '../support/browser.ts';
import { soon } from '../support/soon.ts';
import { choice, stageRows } from './shop.ts';

const MOST_STEPS = 80;

const { api, scene } = useBrowser();

/** Goes on to an element with the Tab key alone. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor({ state: 'attached' });
  for (let step = 0; step < MOST_STEPS; step++) {
    if ((await target.and(page.locator(':focus')).count()) > 0) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the Tab key does not lead to ${target}`);
}

async function enter(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press('Enter');
}

scene('a purchase from the list of events to the paid tickets, by keyboard alone', async (open) => {
  const buyer = await api.customer();
  const show = await stageRows(api, { name: 'Electra' });
  const page = await open({ as: buyer });
  await enter(page, page.getByRole('link', { name: 'Electra' }));
  const map = page.getByRole('application', { name: 'Seats of Electra' });
  await tabTo(page, map);
  for (const key of ['ArrowRight', 'ArrowDown', 'Enter', 'ArrowRight', 'Enter']) await page.keyboard.press(key);
  await page
    .getByRole('status')
    .getByText(/^Stalls, .* is chosen\.$/)
    .waitFor();
  expect(await choice(page).count()).toBe(2);

  await enter(page, page.getByRole('button', { name: /^Add 2 .*to the basket$/ }));
  await enter(page, page.getByRole('link', { name: 'Go to the basket' }));
  await enter(page, page.getByRole('button', { name: 'Reserve 2 tickets' }));
  await tabTo(page, page.getByRole('radio', { name: /Pays at once/ }));
  await page.keyboard.press('Space');
  await enter(page, page.getByRole('button', { name: /^Pay R\$300/ }));
  await page.getByText('The tickets are yours').waitFor();

  const [purchase] = await buyer.purchases();
  expect(purchase).toMatchObject({ status: 'paid', total: 30_000 });
  expect(purchase?.items.every(({ event_id }) => event_id === show.event.id)).toBe(true);
});

scene('the list of seats offers the same choice without the map', async (open) => {
  const show = await stageRows(api, { name: 'Antigone' });
  const page = await open({ path: `/events/${show.event.id}` });
  const views = page.getByRole('radiogroup', { name: 'How seats are shown' });
  await tabTo(page, views.getByRole('radio', { checked: true }));
  await page.keyboard.press('ArrowRight');
  await tabTo(page, page.getByRole('textbox', { name: 'Find a seat' }));
  await page.keyboard.type('C7');
  await enter(page, page.getByRole('button', { name: 'Choose seat C7, Stalls' }));
  await choice(page).getByText('C7', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Let go of seat C7, Stalls' }).waitFor();
});

scene('dialogs keep the focus, close with Escape and give it back', async (open) => {
  const buyer = await api.customer();
  const show = await stageRows(api);
  const bought = await buyer.buy(show.ticketIds.slice(0, 2));
  const page = await open({ as: buyer, path: `/purchases/${bought.body.id}` });
  const opener = page.getByRole('button', { name: 'Cancel tickets' });
  await enter(page, opener);
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  for (let step = 0; step < 12; step++) {
    await page.keyboard.press('Tab');
    expect(await dialog.locator(':focus').count()).toBe(1);
  }
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await soon(async () => expect(await opener.and(page.locator(':focus')).count()).toBe(1));
});
