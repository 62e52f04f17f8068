import { readFileSync } from 'node:fs';
import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { ok } from '../support/answer.ts';
import { newEmail } from '../support/api.ts';
import { useBrowser } from '../support/browser.ts';
import { at } from '../support/present.ts';
import { soon } from '../support/soon.ts';
import { stageRows } from './shop.ts';

// A sale elsewhere is to show within a second; the rest is for a slow machine.
const LIVE_MS = 2500;

const { api, scene } = useBrowser();

async function register(page: Page): Promise<void> {
  await page.getByLabel('Company').fill('Palco Novo');
  await page.getByLabel('Your name').fill('Nina Nobre');
  await page.getByLabel('E-mail').fill(newEmail());
  await page.getByLabel('Password', { exact: true }).fill('a stage for everyone');
  await page.getByRole('button', { name: 'Create the account' }).click();
}

async function describeEvent(page: Page, name: string): Promise<void> {
  await page.getByRole('heading', { name: 'Sell your first ticket' }).waitFor();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
  await page.getByLabel('Begins').fill('2099-05-01T20:30');
  await page.getByLabel('Place').fill('Teatro Novo, Santos');
  await page.getByLabel('Description').fill('An evening.');
  await page.getByRole('button', { name: 'Create and add seats' }).click();
}

async function addSeats(page: Page): Promise<void> {
  await page.getByLabel('First row').fill('A');
  await page.getByLabel('Last row').fill('C');
  await page.getByLabel('Seats in each row').fill('10');
  await page.getByLabel('Price of each').fill('150');
  await page.getByLabel('Section', { exact: true }).fill('Stalls');
  const preview = page.getByRole('region', { name: 'Preview' });
  await preview.getByText('30 seats').waitFor();
  await preview.getByText('C10').waitFor();
  await page.getByRole('button', { name: 'Create 30 seats' }).click();
  await page.getByText('30 seats were created.').waitFor();
}

scene('a new partner’s first event is described, gets seats, is published, and is in the shop', async (open) => {
  const name = `Estreia ${newEmail()}`;
  const page = await open({ path: '/register/partner' });
  await register(page);
  await describeEvent(page, name);
  await addSeats(page);
  await page.getByRole('button', { name: 'Publish now' }).click();
  await page.getByRole('link', { name: 'Shop page' }).first().click();
  await page.getByRole('application', { name: `Seats of ${name}` }).waitFor();

  const visitor = await open();
  await visitor.getByRole('link', { name }).click();
  await visitor
    .getByText(/R\$150\.00/)
    .first()
    .waitFor();
  await visitor.getByText('30 left').waitFor();
});

scene('sales appear in the panel by themselves, with their figures, within a moment', async (open) => {
  const partner = await api.partner();
  const show = await stageRows(api, { partner, name: 'Tosca' });
  const [early, late] = [await api.customer({ name: 'Edu Early' }), await api.customer({ name: 'Lia Late' })];
  ok(await early.buy([show.ticketIds[0]]), 201);
  const page = await open({ as: partner, path: '/panel' });
  const ofEvent = await open({ as: partner, path: `/panel/events/${show.event.id}` });
  for (const panel of [page, ofEvent]) {
    await panel.getByText('Live', { exact: true }).first().waitFor();
    await panel.getByRole('cell', { name: /Edu Early/ }).waitFor();
    await panel.evaluate('globalThis.isTheSame = true');
  }

  ok(await late.buy([show.ticketIds[1], show.ticketIds[2]]), 201);
  for (const panel of [page, ofEvent]) {
    await panel
      .getByRole('cell', { name: /Lia Late/ })
      .first()
      .waitFor({ timeout: LIVE_MS });
    await panel.getByText('R$450.00').first().waitFor({ timeout: LIVE_MS });
    expect(await panel.evaluate('globalThis.isTheSame')).toBe(true);
  }
  await page.getByRole('link', { name: /^Tickets sold 3/ }).click();
  await soon(async () => expect(await page.getByRole('cell', { name: /Lia Late/ }).count()).toBe(2), LIVE_MS);
});

scene('the sales that are shown are downloaded as the API has them', async (open) => {
  const partner = await api.partner();
  const [show, other] = [await stageRows(api, { partner, name: 'Aida' }), await stageRows(api, { partner })];
  const buyer = await api.customer({ name: 'João "Jota", Souza' });
  ok(await buyer.buy(show.ticketIds.slice(0, 4)), 201);
  ok(await buyer.buy([other.ticketIds[0]]), 201);
  const query = `?event_id=${show.event.id}`;
  await soon(async () => expect(await partner.sales(query)).toHaveLength(4));
  const page = await open({ as: partner, path: `/panel/sales?event=${show.event.id}` });
  await soon(async () => expect(await page.getByRole('row').count()).toBe(5), LIVE_MS);
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download CSV' }).click();
  const file = readFileSync(await (await downloading).path(), 'utf8');
  const answer = await partner.get(`/v1/partners/sales.csv${query}`);
  // A byte order mark, where there is one, is part of the file and no text.
  expect(file.replace(/^\ufeff/, '')).toBe(answer.text.replace(/^\ufeff/, ''));
  expect(file.trim().split(/\r?\n/)).toHaveLength(5);
  await page.getByText('4 rows downloaded.').waitFor();
});

scene('seats are withdrawn from sale, and visitors see it happen', async (open) => {
  const partner = await api.partner();
  const show = await stageRows(api, { partner, name: 'Medeia' });
  const visitor = await open({ path: `/events/${show.event.id}` });
  await visitor.getByText('30 left').waitFor();
  const page = await open({ as: partner, path: `/panel/events/${show.event.id}/tickets` });
  await page.getByRole('radiogroup', { name: 'View' }).getByText('Table').click();
  for (const seat of ['A1', 'A2'])
    await page
      .getByRole('button', { name: `Choose seat ${seat}, Stalls` })
      .first()
      .click();
  const bar = page.getByRole('region', { name: 'Seats', exact: true });
  await bar.getByText('2 seats selected').waitFor();
  await bar.getByRole('button', { name: 'Withdraw' }).click();
  await bar.getByRole('button', { name: 'Apply' }).click();
  await bar.getByText('2 seats changed.').waitFor();
  await visitor.getByText('28 left').waitFor({ timeout: LIVE_MS });
});

scene('seats of a draft are withdrawn one by one, and are not for sale when it is published', async (open) => {
  const partner = await api.partner();
  const show = await stageRows(api, { partner, name: 'Ifigênia', status: 'draft' });
  const page = await open({ as: partner, path: `/panel/events/${show.event.id}/tickets` });
  await page.getByRole('application', { name: 'Seats of Ifigênia' }).waitFor();
  await page.getByRole('radiogroup', { name: 'View' }).getByText('Table').click();
  await page.getByRole('button', { name: 'Choose seat B3, Stalls' }).click();
  const bar = page.getByRole('region', { name: 'Seats', exact: true });
  await bar.getByRole('button', { name: 'Withdraw' }).click();
  await bar.getByRole('button', { name: 'Apply' }).click();
  await bar.getByText('1 seat changed.').waitFor();
  await page.getByRole('row', { name: /B3.*Not for sale/ }).waitFor();

  await page.getByRole('button', { name: 'Publish now' }).click();
  const visitor = await open({ path: `/events/${show.event.id}` });
  await visitor.getByText('29 left').waitFor();
});

scene('lost demand tells which seats were wanted', async (open) => {
  const partner = await api.partner();
  const show = await stageRows(api, { partner, name: 'Antígona' });
  const buyer = await api.customer();
  await buyer.buy(show.ticketIds.slice(0, 8), 'tok_declined');
  await soon(async () => expect(await partner.failures()).toHaveLength(1));
  const page = await open({ as: partner, path: '/panel/failures' });
  const wanted = page.getByRole('cell').filter({ hasText: 'Stalls: A1, A2, A3 and 5 more' });
  await wanted.getByRole('button', { name: 'History of seat A2' }).click();
  await page.getByRole('dialog', { name: 'Seat A2' }).getByText('Card declined').waitFor();
});

scene('an event is cancelled, and the panel follows the refunds to their end', async (open) => {
  const partner = await api.partner();
  const show = await stageRows(api, { partner, name: 'Fedra' });
  const buyers = await api.customers(2);
  for (const [i, buyer] of buyers.entries()) ok(await buyer.buy([at(show.ticketIds, i)]), 201);
  await soon(async () => expect((await partner.eventSummary(show.event)).tickets_sold).toBe(2));
  const page = await open({ as: partner, path: `/panel/events/${show.event.id}/edit` });
  await page.getByRole('button', { name: 'Cancel this event' }).click();
  const dialog = page.getByRole('dialog', { name: 'Cancel the event' });
  await dialog.getByText('2 sold tickets are cancelled.').waitFor();
  await dialog.getByText('R$300.00 goes back to 2 purchases.').waitFor();
  await dialog.getByLabel('Reason').fill('The singer is ill.');
  await dialog.getByLabel('I know that this can’t be taken back').check();
  await dialog.getByRole('button', { name: 'Cancel the event for good' }).click();
  await page.getByText('Every purchase is refunded.').waitFor();
  await page.getByText('2 of 2 purchases refunded').waitFor();
  await page.getByRole('link', { name: 'Tickets', exact: true }).click();
  await page.getByRole('application', { name: 'Seats of Fedra' }).waitFor();
  for (const buyer of buyers) expect(await buyer.purchases()).toMatchObject([{ status: 'cancelled' }]);
});
