import type { Page } from 'playwright-core';
import { CUSTOMERS, DEMO_PASSWORD, PARTNERS } from '../demo/data/accounts.ts';
import type { Session } from '../demo/rest/session.ts';
import type { Look } from '../e2e/support/browser-visit.ts';

/** Ids that pictures need: those of the events whose map and sales are shown. */
export type Subjects = { eventId: number };

/** A picture of a page: how it is looked at, and what is done on it before. */
export type Picture = {
  name: string;
  look: Look;
  path(subjects: Subjects): string;
  act?(page: Page): Promise<void>;
};

/** The event of the pictures: a hall with four sections. */
export const EVENT_NAME = 'Hamlet';

const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844, scale: 2 };
const partner = { email: PARTNERS[0].email, password: DEMO_PASSWORD };
const [{ email = '' } = {}] = CUSTOMERS;
const customer = { email, password: DEMO_PASSWORD };

const eventPath = ({ eventId }: Subjects) => `/events/${eventId}`;
const panelPath = ({ eventId }: Subjects) => `/panel/events/${eventId}`;

async function chooseFour(page: Page): Promise<void> {
  await page.getByLabel('Tickets', { exact: true }).fill('4');
  await page.getByRole('button', { name: 'Find seats' }).click();
  await page.getByRole('list', { name: 'Your choice' }).waitFor();
  await page.evaluate('scrollTo(0, 0)');
}

async function hold(page: Page): Promise<void> {
  await chooseFour(page);
  await page.getByRole('button', { name: /^Add 4 .*to the basket$/ }).click();
  await page.getByRole('link', { name: 'Go to the basket' }).click();
  await page.getByRole('button', { name: 'Reserve 4 tickets' }).click();
  await page.getByRole('timer').waitFor();
  await page.getByRole('radio', { name: /Pays at once/ }).click();
}

async function pay(page: Page): Promise<void> {
  await hold(page);
  await page.getByRole('button', { name: /^Pay R\$/ }).click();
  await page.getByText('The tickets are yours').waitFor();
  await page.evaluate('scrollTo(0, 0)');
}

async function selectSection(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Select the whole section/ }).click();
  await page.getByRole('application').scrollIntoViewIfNeeded();
}

/** The pictures of README.md. */
export const PICTURES: readonly Picture[] = [
  { name: 'shop', look: DESK, path: () => '/' },
  { name: 'event', look: DESK, path: eventPath, act: chooseFour },
  { name: 'checkout', look: { ...DESK, as: customer }, path: eventPath, act: hold },
  { name: 'purchase', look: { ...DESK, as: customer }, path: eventPath, act: pay },
  { name: 'panel', look: { ...DESK, as: partner }, path: () => '/panel' },
  { name: 'panel-event', look: { ...DESK, as: partner }, path: panelPath },
  {
    name: 'panel-tickets',
    look: { ...DESK, as: partner },
    path: (them) => `${panelPath(them)}/tickets`,
    act: selectSection,
  },
  { name: 'event-dark', look: { ...DESK, colorScheme: 'dark' }, path: eventPath, act: chooseFour },
  { name: 'shop-phone', look: PHONE, path: () => '/' },
  { name: 'event-phone', look: { ...PHONE, language: 'pt-BR' }, path: eventPath },
  { name: 'panel-phone', look: { ...PHONE, as: partner }, path: () => '/panel' },
];

/** Finds the subjects among a partner's events. */
export async function findSubjects(session: Session): Promise<Subjects> {
  const events = await session.list<{ id: number; name: string }>('/v1/partners/events');
  const event = events.find(({ name }) => name === EVENT_NAME);
  if (!event) throw new Error(`the demo's data has no event ${EVENT_NAME}`);
  return { eventId: event.id };
}
