import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import type { Session } from '../../demo/rest/session.ts';

/** How long after its answer to the buyer a sale shows on other people's pages, in milliseconds. */
export type Delays = { shop: number[]; panel: number[] };

const ROUNDS = 10;
const PAUSE_MS = 300;
const LIMIT_MS = 10_000;

async function buy(buyer: Session, ticketId: number): Promise<void> {
  const body = { ticket_ids: [ticketId], payment: { method: 'card', token: 'tok_approved' } };
  await buyer.call('POST', '/v1/purchases', { body, key: randomUUID() });
}

/** Chooses the first seat of the page's list, and answers its name. */
async function chooseSeat(page: Page): Promise<string> {
  const button = page.getByRole('button', { name: /^Choose seat / }).first();
  const label = (await button.getAttribute('aria-label')) ?? '';
  await button.click();
  await page.getByRole('list', { name: 'Your choice' }).waitFor();
  return label.replace(/^Choose seat (.*), .*$/, '$1');
}

/**
 * Lets somebody buy the very seat that a visitor of the shop has just chosen, time and again, and takes the time until the
 * visitor is told that it is gone and until the partner's panel has the sale.
 */
export async function measureDelays(
  { shop, panel }: { shop: Page; panel: Page },
  buyer: Session,
  idOf: (seat: string) => number,
): Promise<Delays> {
  const delays: Delays = { shop: [], panel: [] };
  await shop.getByRole('radiogroup', { name: 'How seats are shown' }).getByText('List').click();
  await shop.getByRole('switch', { name: 'Only available seats' }).check();
  for (let round = 0; round < ROUNDS; round++) {
    const seat = await chooseSeat(shop);
    await buy(buyer, idOf(seat));
    const answeredAt = performance.now();
    const passed = () => performance.now() - answeredAt;
    const cell = panel.getByRole('button', { name: `History of seat ${seat}`, exact: true });
    const [inShop, inPanel] = await Promise.all([
      shop.getByRole('alert').getByText(`${seat} (`).waitFor({ timeout: LIMIT_MS }).then(passed),
      cell.first().waitFor({ timeout: LIMIT_MS }).then(passed),
    ]);
    delays.shop.push(inShop);
    delays.panel.push(inPanel);
    await shop.getByRole('button', { name: 'Go on without' }).click();
    await sleep(PAUSE_MS);
  }
  return delays;
}
