import { expect } from '@jest/globals';
import { ok } from '../support/answer.ts';
import { useBrowser } from '../support/browser.ts';
import { ticketStatus } from '../support/show.ts';
import { soon } from '../support/soon.ts';
import { stageRows } from './shop.ts';

// Long enough to look at, short enough to see it end.
const HOLD_SECONDS = 8;
const PATIENCE_MS = 15_000;

const { api, scene } = useBrowser({ HOLD_SECONDS: String(HOLD_SECONDS) });

scene('a hold runs out before one’s eyes, and the same seat can be tried again', async (open) => {
  const buyer = await api.customer();
  const show = await stageRows(api);
  const [first] = show.ticketIds;
  const held = ok(await buyer.reserve([first]), 201);
  const page = await open({ as: buyer, path: `/purchases/${held.id}` });
  expect(await page.getByRole('timer').textContent()).toMatch(/^0:0\d$/);
  await page.getByRole('alert').getByText('The time to pay is over').waitFor({ timeout: PATIENCE_MS });
  expect(await page.getByRole('timer').count()).toBe(0);
  await soon(async () => expect((await buyer.purchase(held.id)).status).toBe('expired'), PATIENCE_MS);
  await soon(async () => expect(await ticketStatus(api, show, first)).toBe('available'), PATIENCE_MS);

  await page.getByRole('button', { name: 'Try the same seat again' }).click();
  await page.getByRole('timer').waitFor();
  expect(await buyer.purchases('reserved')).toMatchObject([{ items: [{ ticket_id: first, status: 'held' }] }]);
});
