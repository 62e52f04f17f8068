import type { Mutant } from '../mutant.ts';

const SRC = 'services/inventory/src';
const TEST = 'services/inventory/test';
const LOCKING = `${TEST}/locking.test.ts`;
const HOLDING = `${TEST}/holding.test.ts`;
const GUARDS = `${TEST}/guards.test.ts`;

/** Holds that end: sold by the purchase that has them, or given back, early, late and twice. */
export const RELEASES: Mutant[] = [
  {
    name: 'inventory/tombstone',
    breaks: 'A release that overtakes its reservation wins: it leaves a tombstone that refuses the reservation.',
    file: `${SRC}/storage/holds.ts`,
    before: `    \`insert into holds (purchase_id, status, ticket_ids)
       select purchase_id, 2, '{}' from unnest($1::bigint[]) as purchase_id order by purchase_id
     on conflict (purchase_id) do update set status = 2 where holds.status <> 2\`,`,
    after: "    'update holds set status = 2 where purchase_id = any($1::bigint[])',",
    tests: [{ file: HOLDING, title: 'a release that comes before its reserve wins' }],
  },
  {
    name: 'inventory/tombstone-meanwhile',
    breaks: 'A tombstone wins also when it is written in the middle of the reservation.',
    file: `${SRC}/storage/hold-steps.ts`,
    before: '      join taken using (purchase_id)\n',
    after: '',
    tests: [
      {
        file: LOCKING,
        title: 'a reservation during which its tombstone is written holds nothing: an event that has changed',
      },
    ],
  },
  {
    name: 'inventory/fenced-confirmation',
    breaks: 'A confirmation of another generation is not taken for the one that sold the tickets.',
    file: `${SRC}/usecases/confirm-tickets.ts`,
    before: ' && hold.generation === generation',
    after: '',
    tests: [{ file: HOLDING, title: 'a hold of another generation confirms nothing, also when the right one has' }],
  },
  {
    name: 'inventory/fenced-release',
    breaks: 'A release of another generation frees nothing.',
    file: `${SRC}/usecases/release-tickets.ts`,
    before: '!hold || (generation !== 0 && hold.generation !== generation)',
    after: '!hold',
    tests: [{ file: GUARDS, title: 'a release of another generation frees nothing' }],
  },
  {
    name: 'inventory/release-own-only',
    breaks: "A late release can't free the next buyer's ticket.",
    file: `${SRC}/usecases/release-tickets.ts`,
    before: 'if (ticket?.purchaseId !== purchaseId) continue;',
    after: 'if (!ticket) continue;',
    tests: [{ file: HOLDING, title: 'a failed purchase gives its tickets back, once, however often it is told' }],
  },
  {
    name: 'inventory/withdrawn-when-given-back',
    breaks: 'Tickets of a cancelled event never go back on sale.',
    file: `${SRC}/usecases/release-tickets.ts`,
    before: "terms.get(ticket.eventId)?.status === 'cancelled' ? 'withdrawn' : 'available'",
    after: "'available'",
    tests: [{ file: HOLDING, title: 'sold tickets of a cancelled event are withdrawn when they come back' }],
  },
  {
    name: 'inventory/hold-under-lock',
    breaks: 'A confirmation goes by the hold as it stands once its tickets are locked.',
    file: `${SRC}/storage/steps-at-once.ts`,
    before: ' for update of h',
    after: '',
    tests: [{ file: LOCKING, title: 'a confirmation goes by its hold as it stands once the tickets are locked' }],
  },
  {
    name: 'inventory/terms-kept',
    breaks: 'A ticket that is given back while its event is cancelled is withdrawn all the same.',
    file: `${SRC}/storage/terms.ts`,
    before: ' order by event_id for share',
    after: ' order by event_id',
    tests: [
      {
        file: `${TEST}/release-races.test.ts`,
        title: 'a ticket that is given back while its event is cancelled is withdrawn all the same',
      },
    ],
  },
];
