import { administer } from '../databases.ts';
import type { World } from '../world.ts';
import { LONG_AGO, type Plant, type Planting } from './plant.ts';

const UNKNOWN = '00000000-0000-7000-8000-000000000000';

type Event = { event_id: string; outbox_id: number };

async function firstEvent(url: string, fact: string): Promise<Event> {
  const [row] = await administer(
    url,
    `select event_id, id::int as outbox_id from outbox where subject like '%.${fact}' order by id limit 1`,
  );
  return row as Event;
}

/** An event of one of the publishers, and what to do about it. */
function aboutEvent(from: 'catalog' | 'order', fact: string, plant: (event: Event) => Plant) {
  return async ({ urls }: World): Promise<Plant> => plant(await firstEvent(urls[from], fact));
}

const forget = (consumer: string, { event_id }: Event) =>
  `delete from inbox where consumer = '${consumer}' and event_id = '${event_id}';`;

const unpublish = (fact: string) =>
  `update outbox set published_at = null, created_at = ${LONG_AGO}
    where id = (select min(id) from outbox where subject like '%.${fact}');`;

const deadLetter = (consumer: string) => `
  insert into dead_letters (consumer, event_id, subject, payload, error)
    values ('${consumer}', '${UNKNOWN}', 'planted', '', 'it is broken');`;

/** What must be found by I6. */
export const I6: Planting[] = [
  [
    'an event of catalog that is not published',
    aboutEvent('catalog', 'event_created', ({ outbox_id }) => ({
      change: { catalog: unpublish('event_created') },
      found: { I6: [{ outbox_id }] },
    })),
  ],
  [
    'an event of order that is not published',
    aboutEvent('order', 'purchase_paid', ({ outbox_id }) => ({
      change: { order: unpublish('purchase_paid') },
      found: { I6: [{ outbox_id }] },
    })),
  ],
  [
    'a new event that inventory has not applied',
    aboutEvent('catalog', 'event_created', (event) => ({
      change: { inventory: forget('inventory-sync-event-terms', event) },
      found: { I6: [event] },
    })),
  ],
  [
    'a cancelled event that order has not applied',
    aboutEvent('catalog', 'event_cancelled', (event) => ({
      change: { order: forget('order-cancel-event', event) },
      found: { I6: [event] },
    })),
  ],
  [
    'a failed purchase that inventory has not applied',
    aboutEvent('order', 'purchase_failed', (event) => ({
      change: { inventory: forget('inventory-release-tickets', event) },
      found: { I6: [event] },
    })),
  ],
  [
    'an expired purchase that inventory has not applied',
    aboutEvent('order', 'purchase_expired', (event) => ({
      change: { inventory: forget('inventory-release-tickets', event) },
      found: { I6: [event] },
    })),
  ],
  [
    'a cancelled purchase that inventory has applied twice',
    aboutEvent('order', 'purchase_cancelled', (event) => ({
      change: {
        inventory: `
          alter table inbox drop constraint inbox_pkey;
          insert into inbox (consumer, event_id) values ('inventory-release-tickets', '${event.event_id}');`,
      },
      found: { I6: [event] },
    })),
  ],
  [
    'a dead letter of inventory',
    () => ({ change: { inventory: deadLetter('inventory-release-tickets') }, found: { I6: [{ dead_letter_id: 1 }] } }),
  ],
  [
    'a dead letter of order',
    () => ({ change: { order: deadLetter('order-cancel-event') }, found: { I6: [{ dead_letter_id: 1 }] } }),
  ],
];
