import type { Page } from 'playwright-core';
import { ok } from '../support/answer.ts';
import type { Api } from '../support/api.ts';
import type { Credentials } from '../support/browser-visit.ts';
import type { Customer } from '../support/customer.ts';
import type { Partner } from '../support/partner.ts';
import { present } from '../support/present.ts';
import type { Show } from '../support/show.ts';
import { stageRows } from './shop.ts';

/** People and things of every kind, so that every page has something to show. */
export type People = {
  partner: Partner;
  newPartner: Partner;
  buyer: Customer;
  newBuyer: Customer;
  show: Show;
  draftId: number;
  purchases: { paid: number; reserved: number; failed: number; cancelled: number };
};

/** One page in one state. */
export type PageOfAll = {
  name: string;
  path(people: People): string;
  /** Who looks at it; nobody who is signed in unless told. */
  as?(people: People): Credentials;
  /** What is done on it first. It knows no language: elements are found by what they are. */
  act?(page: Page): Promise<void>;
};

/** Fills a platform for `PAGES`. */
export async function stagePeople(api: Api): Promise<People> {
  const [partner, newPartner] = [await api.partner(), await api.partner()];
  const [buyer, newBuyer] = [await api.customer(), await api.customer()];
  const show = await stageRows(api, {
    partner,
    name: 'Sonho de uma noite de verão',
    description: 'Two acts. '.repeat(60),
  });
  await stageRows(api, { partner, name: 'A Very Long Name of an Event That Does Not Want to End on a Phone' });
  const draft = await partner.event({ status: 'draft', name: 'Rascunho' });
  await partner.seats(draft, 6, 0);
  const seats = show.ticketIds;
  const paid = ok(await buyer.buy(seats.slice(0, 4)), 201);
  ok(await buyer.cancel(paid.id, [seats[0]]));
  const cancelled = ok(await buyer.buy(seats.slice(4, 6)), 201);
  ok(await buyer.cancel(cancelled.id));
  await buyer.buy(seats.slice(6, 8), 'tok_declined');
  const reserved = ok(await buyer.reserve(seats.slice(8, 10)), 201);
  const failed = present((await buyer.purchases('failed'))[0]);
  const purchases = { paid: paid.id, reserved: reserved.id, failed: failed.id, cancelled: cancelled.id };
  return { partner, newPartner, buyer, newBuyer, show, draftId: draft.id, purchases };
}

const buyer = ({ buyer }: People) => buyer;
const partner = ({ partner }: People) => partner;
const eventPath = ({ show }: People) => `/events/${show.event.id}`;
const panelPath = ({ show }: People, tab = '') => `/panel/events/${show.event.id}${tab}`;

/** Finds the best seats and puts them into the basket. */
async function fillBasket(page: Page): Promise<void> {
  const form = page.locator('main form').first();
  await form.getByRole('button').last().click();
  const choice = page.locator('section', { has: page.getByRole('listitem') }).last();
  await choice.getByRole('button').last().click();
  await page.locator('main a[href="/basket"]').first().click();
}

/** Every page, and those that look quite different in another state. */
export const PAGES: readonly PageOfAll[] = [
  { name: 'the list of events', path: () => '/' },
  { name: 'a search that finds nothing', path: () => '/?q=nothing-is-called-so' },
  { name: 'an event with its map', path: eventPath },
  {
    name: 'an event with the list of its seats',
    path: eventPath,
    act: (page) => page.getByRole('main').getByRole('radiogroup').first().locator('label').last().click(),
  },
  { name: 'an event that is not there', path: () => '/events/999999' },
  { name: 'an empty basket', path: () => '/basket' },
  { name: 'a basket', path: eventPath, act: fillBasket },
  { name: 'the login', path: () => '/login' },
  { name: 'the registration of buyers', path: () => '/register' },
  { name: 'the registration of partners', path: () => '/register/partner' },
  { name: 'no page', path: () => '/nowhere' },
  { name: 'purchases', path: () => '/purchases', as: buyer },
  { name: 'no purchases', path: () => '/purchases', as: ({ newBuyer }) => newBuyer },
  { name: 'a paid purchase', path: ({ purchases }) => `/purchases/${purchases.paid}`, as: buyer },
  {
    name: 'what is refunded',
    path: ({ purchases }) => `/purchases/${purchases.paid}`,
    as: buyer,
    async act(page) {
      await page.locator('main button:has(.tabler-icon-ticket-off)').click();
      await page.getByRole('dialog').getByRole('checkbox').last().check();
    },
  },
  { name: 'a purchase to pay', path: ({ purchases }) => `/purchases/${purchases.reserved}`, as: buyer },
  { name: 'a failed purchase', path: ({ purchases }) => `/purchases/${purchases.failed}`, as: buyer },
  { name: 'a cancelled purchase', path: ({ purchases }) => `/purchases/${purchases.cancelled}`, as: buyer },
  { name: 'the account of a buyer', path: () => '/account', as: buyer },
  { name: 'the panel, closed to buyers', path: () => '/panel', as: buyer },
  { name: 'the panel of a new partner', path: () => '/panel', as: ({ newPartner }) => newPartner },
  { name: 'the overview of the panel', path: () => '/panel', as: partner },
  { name: 'sales', path: () => '/panel/sales', as: partner },
  { name: 'lost demand', path: () => '/panel/failures', as: partner },
  { name: 'a new event', path: () => '/panel/events/new', as: partner },
  { name: 'the sales of an event', path: (people) => panelPath(people), as: partner },
  { name: 'the tickets of an event', path: (people) => panelPath(people, '/tickets'), as: partner },
  { name: 'the tickets of a draft', path: ({ draftId }) => `/panel/events/${draftId}/tickets`, as: partner },
  { name: 'the fields of an event', path: (people) => panelPath(people, '/edit'), as: partner },
];
