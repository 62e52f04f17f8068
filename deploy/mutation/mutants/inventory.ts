import type { Mutant } from '../mutant.ts';

const SRC = 'services/inventory/src';
const TEST = 'services/inventory/test';
const LOCKING = `${TEST}/locking.test.ts`;
const HOLDING = `${TEST}/holding.test.ts`;
const HOLD_STEPS = 'a hold takes tickets only that are available, and sells only those it has';
const GUARDS = `${TEST}/guards.test.ts`;
const DECIDING = `${SRC}/domain/holding.test.ts`;

/** Tickets: who may hold them, who may change them. */
export const INVENTORY: Mutant[] = [
  {
    name: 'inventory/row-lock',
    breaks: 'Tickets are read under a row lock, so that a decision is still true when it is written.',
    file: `${SRC}/storage/locking.ts`,
    before: '\n    .setLockMode(LockMode.PESSIMISTIC_WRITE);',
    after: ';',
    tests: [
      {
        file: LOCKING,
        title: 'a reservation waits for whoever has locked its ticket, and goes by what it finds then: a known event',
      },
    ],
  },
  {
    name: 'inventory/lock-order',
    breaks: 'Tickets are locked in id order, so that buyers of the same seats can not deadlock.',
    file: `${SRC}/storage/locking.ts`,
    before: "    .orderBy({ eventId: 'asc', id: 'asc' })\n",
    after: '',
    tests: [
      {
        file: LOCKING,
        title:
          'tickets are locked in id order, however they are asked for and stored: while the first is taken no other is: a known event',
      },
    ],
  },
  {
    name: 'inventory/at-once-available',
    breaks: 'What is held at once was available when it was locked.',
    file: `${SRC}/storage/steps-at-once.ts`,
    before: ' where l.status = 0)',
    after: ')',
    tests: [
      {
        file: LOCKING,
        title: 'a reservation waits for whoever has locked its ticket, and goes by what it finds then: a known event',
      },
    ],
  },
  {
    name: 'inventory/at-once-terms',
    breaks: 'What is held at once is on sale by the terms that hold now.',
    file: `${SRC}/storage/steps-at-once.ts`,
    before: ' and e.version = w.terms_version',
    after: '',
    tests: [{ file: LOCKING, title: 'a hold whose event got other terms is decided by those' }],
  },
  {
    name: 'inventory/at-once-generation',
    breaks: 'What is sold at once is sold for the hold that was paid for.',
    file: `${SRC}/storage/steps-at-once.ts`,
    before: ' and h.generation = a.generation',
    after: '',
    tests: [{ file: HOLDING, title: 'a hold of another generation confirms nothing' }],
  },
  {
    name: 'inventory/at-once-tombstone',
    breaks: 'What is held at once is not held for a purchase that was released before.',
    file: `${SRC}/storage/steps-at-once.ts`,
    before: '    on conflict (purchase_id) do nothing returning purchase_id, generation',
    after: '    on conflict (purchase_id) do update set status = 0 returning purchase_id, generation',
    tests: [
      { file: LOCKING, title: 'a reservation during which its tombstone is written holds nothing: a known event' },
    ],
  },
  {
    name: 'inventory/only-available',
    breaks: 'Only an available ticket can be held.',
    file: `${SRC}/domain/holding.ts`,
    before: "    status === 'available' ? [] : [{ ticket_id: id, reason: status }],",
    after: "    status !== 'withdrawn' ? [] : [{ ticket_id: id, reason: status }],",
    tests: [
      {
        file: DECIDING,
        title: 'two purchases want one ticket: the first gets it, the second learns that it is held',
      },
    ],
  },
  {
    name: 'inventory/held-in-batch',
    breaks: 'A ticket given to one purchase of a batch is held for those after it.',
    file: `${SRC}/domain/holding.ts`,
    before: "    for (const { ticket } of offered) Object.assign(ticket, { status: 'held', purchaseId });\n",
    after: '',
    tests: [
      {
        file: DECIDING,
        title: 'two purchases want one ticket: the first gets it, the second learns that it is held',
      },
    ],
  },
  {
    name: 'inventory/all-or-nothing',
    breaks: 'A purchase gets all of its tickets or none.',
    file: `${SRC}/domain/holding.ts`,
    before: '  if (taken.length > 0) {',
    after: '  if (taken.length === offered.length) {',
    tests: [{ file: HOLDING, title: 'a hold takes all of its tickets or none, and names those at fault' }],
  },
  {
    name: 'inventory/all-or-nothing-missing',
    breaks: 'A purchase that names a ticket which does not exist holds none of the others either.',
    file: `${SRC}/domain/holding.ts`,
    before: '    if (missing.length > 0) {',
    after: '    if (offered.length === 0) {',
    tests: [{ file: DECIDING, title: 'refusals name the tickets at fault; a missing ticket outranks a taken one' }],
  },
  {
    name: 'inventory/status-guard',
    breaks: 'A ticket is changed only from the status that its change was decided on.',
    file: `${SRC}/storage/ticket-changes.ts`,
    before: ' and t.status = c.from_status',
    after: '',
    tests: [
      {
        file: `${TEST}/ticket-changes.test.ts`,
        title: 'tickets of which one does not stand where its change says are not changed at all, nor is their history',
      },
    ],
  },
  {
    name: 'inventory/taken-when-available',
    breaks: 'A hold takes tickets only that are available.',
    file: `${SRC}/storage/hold-steps.ts`,
    before: ' and t.status = 0',
    after: '',
    tests: [{ file: `${TEST}/ticket-changes.test.ts`, title: HOLD_STEPS }],
  },
  {
    name: 'inventory/sold-when-held',
    breaks: 'A hold sells only tickets that its purchase has.',
    file: `${SRC}/storage/steps-at-once.ts`,
    before: '(id, h.purchase_id) in (select l.id, l.purchase_id from locked l',
    after: 'id in (select l.id from locked l',
    tests: [{ file: `${TEST}/ticket-changes.test.ts`, title: HOLD_STEPS }],
  },
  {
    name: 'inventory/change-count',
    breaks: 'When one ticket of several can not be changed, none is.',
    file: `${SRC}/storage/ticket-changes.ts`,
    before: '  if (changed.length !== changes.length) {',
    after: '  if (changed.length > changes.length) {',
    tests: [
      {
        file: `${TEST}/ticket-changes.test.ts`,
        title: 'tickets of which one does not stand where its change says are not changed at all, nor is their history',
      },
    ],
  },
  {
    name: 'inventory/open-lines',
    breaks: 'What is shown of tickets is complete also when a change commits after one that was begun later.',
    file: 'libs/platform/src/snapshot.ts',
    before: 'pg_current_xact_id()',
    after: 'pg_snapshot_xmax(pg_current_snapshot())',
    tests: ['seat-map', 'availability'].map((name) => ({
      file: `${TEST}/${name}.test.ts`,
      title: 'a change that commits after a later one shows, of a transaction that began after it',
    })),
  },
  {
    name: 'inventory/same-hold-again',
    breaks: 'A reservation that is asked for again is the same hold again.',
    file: `${SRC}/usecases/reserve-tickets.ts`,
    before: '        if (hold) return again(hold);\n',
    after: '',
    tests: [{ file: HOLDING, title: 'the same purchase again gets the same hold' }],
  },
  {
    name: 'inventory/decided-once',
    breaks: 'A purchase that stands twice in one batch is decided once: it does not stand in its own way.',
    file: `${SRC}/usecases/reserve-tickets.ts`,
    before: 'const undecided = [...once.values()].filter(',
    after: 'const undecided = requests.filter(',
    tests: [{ file: GUARDS, title: 'a purchase that stands twice in one call gets one hold' }],
  },
  {
    name: 'inventory/late-reserve-takes-nothing',
    breaks: 'A reservation that comes after its release stands in nobody’s way.',
    file: `${SRC}/usecases/reserve-tickets.ts`,
    before: 'const undecided = [...once.values()].filter(({ purchaseId }) => !holds.has(purchaseId));',
    after: 'const undecided = [...once.values()];',
    tests: [
      {
        file: HOLDING,
        title:
          'a reserve that comes after its release takes nothing from others of its batch, nor from whoever comes next',
      },
    ],
  },
  {
    name: 'inventory/state-when-settled',
    breaks: 'The state of all tickets has no name while a change is under way.',
    file: 'libs/kernel/src/revision.ts',
    before: 'settledAt ?? (oldest >= firstSeen ? now : undefined)',
    after: 'settledAt ?? now',
    tests: [
      {
        file: `${TEST}/availability-revision.test.ts`,
        title: 'a state with a change under way has no name, of a transaction that began after another one',
      },
    ],
  },
  {
    name: 'inventory/newest-terms',
    breaks: 'Older news of an event changes nothing: what was taken off sale stays off sale.',
    file: `${SRC}/storage/terms.ts`,
    before: 'where excluded.version > known.version returning 1',
    after: 'returning 1',
    tests: [{ file: HOLDING, title: 'an event that is not on sale holds nothing; older news of it changes nothing' }],
  },
  {
    name: 'inventory/numbered-under-lock',
    breaks: 'Batches of one event are numbered one after the other.',
    file: `${SRC}/storage/terms.ts`,
    before: ', { lockMode: LockMode.PESSIMISTIC_WRITE }',
    after: '',
    tests: [{ file: LOCKING, title: 'batches of one event are numbered one after the other' }],
  },
  {
    name: 'inventory/taken-is-fixed',
    breaks: 'A partner changes no ticket that is held or sold.',
    file: `${SRC}/usecases/update-tickets.ts`,
    before: "found.filter(({ status }) => status === 'held' || status === 'sold')",
    after: "found.filter(({ status }) => status === 'held')",
    tests: [
      {
        file: GUARDS,
        title:
          'a partner changes neither price nor status of a ticket that is held or sold, nor of those named with it',
      },
    ],
  },
  {
    name: 'inventory/own-event',
    breaks: "A partner sees nothing of another partner's tickets.",
    file: `${SRC}/storage/terms.ts`,
    before: 'if (terms?.partnerId !== partnerId) throw',
    after: 'if (!terms) throw',
    tests: [{ file: HOLDING, title: 'every change of a ticket stands in its history, oldest first' }],
  },
];
