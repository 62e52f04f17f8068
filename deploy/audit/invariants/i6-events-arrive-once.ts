import type { ServiceName } from '../../foundation/secrets.ts';
import { mismatches } from '../reading/mismatches.ts';
import { DEADLINE, type Row } from '../reading/snapshot.ts';
import { type Check, type Invariant, rule, violation } from './invariant.ts';

/** Who hears what: each of these events must be applied by each of its consumers once. */
const HEARD: readonly { consumer: string; by: ServiceName; from: ServiceName; subjects: readonly string[] }[] = [
  {
    consumer: 'inventory-sync-event-terms',
    by: 'inventory',
    from: 'catalog',
    subjects: [
      'boxoffice.catalog.v1.event_created',
      'boxoffice.catalog.v1.event_updated',
      'boxoffice.catalog.v1.event_cancelled',
    ],
  },
  {
    consumer: 'order-cancel-event',
    by: 'order',
    from: 'catalog',
    subjects: ['boxoffice.catalog.v1.event_cancelled'],
  },
  {
    consumer: 'inventory-release-tickets',
    by: 'inventory',
    from: 'order',
    subjects: [
      'boxoffice.order.v1.purchase_failed',
      'boxoffice.order.v1.purchase_expired',
      'boxoffice.order.v1.purchase_cancelled',
    ],
  },
];

const UNPUBLISHED = `
  select id as outbox_id,
         format('was recorded at %s and is not published%s (%s)', created_at,
                case when replays > 0 then ' again, as it was asked to be' end, subject) as problem
    from outbox where published_at is null and created_at <= ${DEADLINE}`;

const DEAD_LETTERS = `
  select id as dead_letter_id, format('%s could not apply event %s: %s', consumer, event_id, left(error, 200)) as problem
    from dead_letters`;

type Published = Row & { event_id: string; outbox_id: number; subject: string };
type Applied = Row & { event_id: string };

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;

function applied({ consumer, by, from, subjects }: (typeof HEARD)[number]): Check {
  const published = `
    select event_id, id as outbox_id, subject from outbox
     where published_at <= ${DEADLINE} and subject in (${subjects.map(literal)}) order by event_id`;
  const inbox = `select event_id from inbox where consumer = ${literal(consumer)} order by event_id`;
  return async function* check(databases) {
    const pairs = mismatches(
      // UUIDs of one length and case are ordered as text as they are as numbers.
      { batches: databases[from].batches<Published>(published), keyOf: ({ event_id }) => event_id },
      { batches: databases[by].batches<Applied>(inbox), keyOf: ({ event_id }) => event_id },
      // What is applied but not old enough to be looked for is none of this check's business.
      (events, times) => events.length === 0 || times.length === 1,
    );
    for await (const { left, right } of pairs) {
      for (const { event_id, outbox_id, subject } of left) {
        const problem = `was published by ${from} and applied ${right.length} times by ${consumer} (${subject})`;
        yield violation(consumer, { event_id, outbox_id }, problem);
      }
    }
  };
}

/** I6: what a service tells is heard by all who have to hear it, once. */
export const eventsArriveOnce: Invariant = {
  id: 'I6',
  sentence: 'every outbox row published, every event applied once per consumer, no dead letters',
  tables: { catalog: ['outbox'], order: ['outbox', 'inbox', 'dead_letters'], inventory: ['inbox', 'dead_letters'] },
  checks: [
    rule('unpublished by catalog', 'catalog', UNPUBLISHED),
    rule('unpublished by order', 'order', UNPUBLISHED),
    ...HEARD.map(applied),
    rule('dead letter of inventory', 'inventory', DEAD_LETTERS),
    rule('dead letter of order', 'order', DEAD_LETTERS),
  ],
};
