import type { Locator, Page } from 'playwright-core';
import { ok } from '../support/answer.ts';
import type { Api } from '../support/api.ts';
import type { EventFields, Partner } from '../support/partner.ts';
import { idsOf } from '../support/partner.ts';
import type { Show } from '../support/show.ts';

/** Publishes an event with rows A to C of ten seats each, R$150.00 every one. */
export async function stageRows(api: Api, fields: EventFields & { partner?: Partner } = {}): Promise<Show> {
  const { partner: given, ...rest } = fields;
  const partner = given ?? (await api.house());
  const event = await partner.event(rest);
  const rows = { from: 'A', to: 'C', seats_per_row: 10 };
  const created = await partner.createTickets(event.id, { section: 'Stalls', price: 15_000, rows });
  return { partner, event, ticketIds: idsOf(ok(created, 201)) };
}

/** Chooses seats of the page's event from the list of all. */
export async function chooseFromList(page: Page, seats: readonly string[]): Promise<void> {
  await page.getByRole('radiogroup', { name: 'How seats are shown' }).getByText('List').click();
  for (const seat of seats)
    await page.getByRole('button', { name: `Choose seat ${seat}, Stalls`, exact: true }).click();
}

/** The seats that are chosen on the page. */
export function choice(page: Page): Locator {
  return page.getByRole('list', { name: 'Your choice' }).getByRole('listitem');
}

/** Puts what is chosen into the basket. */
export async function addToBasket(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Add \d+ .*to the basket$/ }).click();
}

/** Chooses seats of an event and puts them into the basket. */
export async function fillBasket(page: Page, { event }: Show, seats: readonly string[]): Promise<void> {
  await page.goto(`/events/${event.id}`);
  await chooseFromList(page, seats);
  await addToBasket(page);
}

/** Goes from an event to the basket, and holds what is in it. */
export async function reserve(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Go to the basket' }).click();
  await page.getByRole('button', { name: /^Reserve \d+ tickets?$/ }).click();
  await page.getByRole('timer').waitFor();
}

/** Pays for what is held with one of the sandbox's cards, by what it does. */
export async function payWith(page: Page, card: RegExp): Promise<void> {
  await page.getByRole('radio', { name: card }).click();
  await page.getByRole('button', { name: /^Pay R\$/ }).click();
}

/** The card that pays, and one that is declined. */
export const APPROVED = /Pays at once/;
export const DECLINED = /Declined by the bank/;
