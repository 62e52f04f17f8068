import { PARTNERS } from '../data/accounts.ts';
import { type DemoEvent, EVENTS } from '../data/events.ts';
import { type Section, sizeOf } from '../data/venue.ts';
import { momentOf, morningIn } from '../data/when.ts';
import type { Progress } from '../progress.ts';
import type { BatchAnswer, EventAnswer } from '../rest/answers.ts';
import type { Session } from '../rest/session.ts';
import { found, type Tally } from './tally.ts';

/** An event on the platform, and where the tickets of each of its sections begin. */
export type FilledEvent = { id: number; onSale: boolean; firstTicketIds: Map<string, number> };

/** Filled events by name. */
export type FilledEvents = Map<string, FilledEvent>;

/** An event that has a section of the demo's name, but other seats. */
export class ForeignSection extends Error {
  constructor({ name }: DemoEvent, section: Section) {
    super(`The section "${section.name}" of "${name}" has other seats than the demo's.`);
    this.name = 'ForeignSection';
  }
}

async function create(partner: Session, event: DemoEvent, now: Date): Promise<EventAnswer> {
  const { name, description, location, when, currency, opensInDays } = event;
  const body = {
    name,
    description,
    location,
    date: momentOf(when, now),
    ...(currency === undefined ? {} : { currency }),
    ...(opensInDays === undefined ? {} : { sales_start: morningIn(opensInDays, now) }),
  };
  return partner.call('POST', '/v1/partners/events', { body, key: crypto.randomUUID() });
}

async function addSection(partner: Session, eventId: number, { name, price, layout }: Section): Promise<number> {
  const batch = await partner.call<BatchAnswer>('POST', `/v1/partners/events/${eventId}/tickets`, {
    body: { section: name, price, ...layout },
    key: crypto.randomUUID(),
  });
  return batch.first_ticket_id;
}

async function fillSections(partner: Session, eventId: number, event: DemoEvent, tickets: Tally) {
  const batches = await partner.list<BatchAnswer>(`/v1/partners/events/${eventId}/batches`);
  const known = new Map(batches.map((batch) => [batch.section, batch]));
  const firstTicketIds = new Map<string, number>();
  for (const section of event.sections) {
    const batch = known.get(section.name);
    const size = sizeOf(section);
    if (batch && batch.last_ticket_id - batch.first_ticket_id + 1 !== size) throw new ForeignSection(event, section);
    firstTicketIds.set(section.name, batch?.first_ticket_id ?? (await addSection(partner, eventId, section)));
    tickets[batch ? 'found' : 'created'] += size;
  }
  return firstTicketIds;
}

function isOnSale({ status, date, sales_start: start }: EventAnswer, now: Date): boolean {
  return status === 'published' && now < new Date(date) && (start === null || now >= new Date(start));
}

/** Creates the events and tickets that are missing. `partners` are in the order of the demo's list. */
export async function fillEvents(partners: Session[], progress: Progress, now: Date): Promise<FilledEvents> {
  const events = { found: 0, created: 0 };
  const tickets = { found: 0, created: 0 };
  const filled: FilledEvents = new Map();
  progress.begin('events', EVENTS.length);
  for (const [place, { email }] of PARTNERS.entries()) {
    const partner = partners[place];
    if (!partner) throw new TypeError(`${email} is not logged in`);
    const own = new Map((await partner.list<EventAnswer>('/v1/partners/events')).map((event) => [event.name, event]));
    for (const event of EVENTS.filter((one) => one.partner === email)) {
      const known = own.get(event.name);
      const answer = known ?? (await create(partner, event, now));
      events[known ? 'found' : 'created']++;
      const cancelled = answer.status === 'cancelled';
      const firstTicketIds = cancelled ? new Map() : await fillSections(partner, answer.id, event, tickets);
      filled.set(event.name, { id: answer.id, onSale: isOnSale(answer, now), firstTicketIds });
      progress.step();
    }
  }
  progress.end(found('events', events));
  progress.end(found('tickets', tickets));
  return filled;
}
