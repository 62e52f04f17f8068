import { readFileSync } from 'node:fs';
import { expect } from '@jest/globals';
import { useBrowser } from '../support/browser.ts';
import { at } from '../support/present.ts';
import { APPROVED, addToBasket, chooseFromList, DECLINED, fillBasket, payWith, reserve, stageRows } from './shop.ts';

const EVENTS = /\/v1\/events(\?|$)/;

const { api, scene } = useBrowser();

scene('tickets of two events are found, paid for at once, and their passes downloaded', async (open) => {
  const buyer = await api.customer();
  const [one, two] = [await stageRows(api, { name: 'Hamlet' }), await stageRows(api, { name: 'Carmen' })];
  const page = await open();
  for (const [show, seats] of [[one, ['A1', 'A2']] as const, [two, ['C10']] as const]) {
    await page.goto('/');
    await page.getByRole('link', { name: show.event.name }).click();
    await page.getByRole('heading', { level: 1, name: show.event.name }).waitFor();
    await chooseFromList(page, seats);
    await addToBasket(page);
  }
  await page.getByRole('link', { name: 'Go to the basket' }).click();
  const main = page.getByRole('main');
  await main.getByText('R$450.00').waitFor();

  await main.getByRole('link', { name: 'Sign in' }).click();
  await page.getByLabel('E-mail').fill(buyer.email);
  await page.getByLabel('Password', { exact: true }).fill(buyer.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Reserve 3 tickets' }).click();
  await payWith(page, APPROVED);
  await page.getByText('The tickets are yours').waitFor();

  const [purchase] = await buyer.purchases();
  expect(purchase).toMatchObject({ status: 'paid', total: 45_000 });
  expect(purchase?.items.map(({ ticket_id }) => ticket_id)).toEqual([
    at(one.ticketIds, 0),
    at(one.ticketIds, 1),
    at(two.ticketIds, 29),
  ]);
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'PDF of the pass of seat C10' }).click();
  const pass = await downloading;
  expect(pass.suggestedFilename()).toMatch(/^carmen.*c10.*\.pdf$/i);
  expect(readFileSync(await pass.path()).toString('latin1', 0, 5)).toBe('%PDF-');
});

scene('a card that is declined costs no seat: another one pays for the same', async (open) => {
  const buyer = await api.customer();
  const show = await stageRows(api);
  const page = await open({ as: buyer });
  await fillBasket(page, show, ['B1', 'B2']);
  await reserve(page);
  await payWith(page, DECLINED);
  await page.getByRole('alert').getByText('The payment did not go through').waitFor();
  expect(await page.getByRole('timer').textContent()).toMatch(/^\d+:\d\d$/);
  const held = at(await buyer.purchases(), 0);
  expect(held).toMatchObject({ status: 'reserved' });

  await payWith(page, APPROVED);
  await page.getByText('The tickets are yours').waitFor();
  const paid = await buyer.purchase(held.id);
  expect(paid).toMatchObject({ status: 'paid', total: 30_000 });
  expect(paid.items.map(({ ticket_id, status }) => [ticket_id, status])).toEqual([
    [at(show.ticketIds, 10), 'sold'],
    [at(show.ticketIds, 11), 'sold'],
  ]);
});

scene('tickets are cancelled in part, and what is refunded is said before', async (open) => {
  const buyer = await api.customer();
  const show = await stageRows(api);
  const bought = await buyer.buy(show.ticketIds.slice(0, 3));
  const page = await open({ as: buyer, path: `/purchases/${bought.body.id}` });
  await page.getByRole('button', { name: 'Cancel tickets' }).click();
  const dialog = page.getByRole('dialog', { name: 'Cancel tickets' });
  await dialog.getByRole('checkbox', { name: /seat A2/ }).check();
  await dialog.getByText('R$150.00 goes back to your card.').waitFor();
  await dialog.getByText('1 ticket goes back on sale at once; the others stay yours.').waitFor();
  expect((await buyer.purchase(bought.body.id)).items.map(({ status }) => status)).toEqual(['sold', 'sold', 'sold']);

  await dialog.getByRole('button', { name: 'Cancel 1 ticket' }).click();
  await page.getByText('1 ticket is cancelled').waitFor();
  await page.getByText('Refunded in part').first().waitFor();
  const left = await buyer.purchase(bought.body.id);
  expect(left.items.map(({ status }) => status)).toEqual(['sold', 'cancelled', 'sold']);
  expect(await page.getByRole('button', { name: /^PDF of the pass/ }).count()).toBe(2);
});

scene('a list that can not be read says so, and is there when it can', async (open) => {
  await stageRows(api, { name: 'Macbeth' });
  const page = await open({ path: '/login', excuse: /net::ERR_FAILED/ });
  await page.route(EVENTS, (route) => route.abort());
  await page.getByRole('link', { name: 'Events', exact: true }).click();
  const alert = page.getByRole('alert');
  await alert.getByText('There is no connection to Boxoffice.').waitFor({ timeout: 30_000 });
  await page.unroute(EVENTS);
  await alert.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('link', { name: 'Macbeth' }).waitFor();
});
