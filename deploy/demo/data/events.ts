import type { PartnerEmail } from './accounts.ts';
import { CONFERENCES } from './events-conference.ts';
import { SHOWS } from './events-show.ts';
import { SPORTS } from './events-sport.ts';
import type { Section } from './venue.ts';
import type { When } from './when.ts';

/** An event to create; its name tells it from others of its partner. */
export type DemoEvent = {
  partner: PartnerEmail;
  name: string;
  description: string;
  location: string;
  when: When;
  /** ISO 4217; BRL unless told. */
  currency?: 'EUR';
  /** Sales begin so many days from now; at once unless told. */
  opensInDays?: number;
  /** How many buyers it draws, compared with the others. */
  draw: number;
  sections: Section[];
};

/** All events. */
export const EVENTS: readonly DemoEvent[] = [...SHOWS, ...SPORTS, ...CONFERENCES];
