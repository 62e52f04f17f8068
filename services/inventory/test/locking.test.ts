import { eventIdOf } from '@boxoffice/kernel';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { PoolClient } from 'pg';
import { generation, lockTicket, outcome, startInventory } from './harness.ts';

// Somebody else is always first here: a transaction of the test, on a connection of its own, holds the lock.
let inventory: Awaited<ReturnType<typeof startInventory>>;
let purchases = 0;
const next = () => ++purchases;

beforeAll(async () => {
  inventory = await startInventory();
});
afterAll(() => inventory.stop());

/** Begins a transaction, starts `call` in the middle of it, and commits once the call waits and `meanwhile` is done. */
async function inTheWayOf<T>(
  call: () => Promise<T>,
  { first, meanwhile }: Record<'first' | 'meanwhile', (client: PoolClient) => Promise<unknown>>,
): Promise<T> {
  const client = await inventory.connection();
  try {
    await client.query('begin');
    await first(client);
    const answer = call();
    // The call's own failure is the answer, also while this waits.
    answer.catch(() => undefined);
    await inventory.someoneWaits();
    await meanwhile(client);
    await client.query('commit');
    return await answer;
  } finally {
    client.release();
  }
}

const lock = (ticketId: number) => (client: PoolClient) => lockTicket(client, ticketId);

async function held(purchaseId: number, ticketIds: number[]): Promise<number> {
  const [hold] = await inventory.reserve([purchaseId, ticketIds]);
  if (!hold) throw new Error('no answer');
  return generation(hold);
}

const EVENTS = ['a known event', 'an event that has changed'] as const;

/** Seats of an event whose terms are known, so that a hold is one statement, or have become others, so that it is not. */
async function seatsOf(event: (typeof EVENTS)[number], quantity: number): Promise<number[]> {
  const [first = 0, ...others] = await inventory.eventWithSeats(quantity + 1);
  await held(next(), [first]);
  if (event === 'an event that has changed') await inventory.syncEvent(eventIdOf(first), { version: 2n });
  return others;
}

test.each(EVENTS)(
  'a reservation waits for whoever has locked its ticket, and goes by what it finds then: %s',
  async (event) => {
    const [ticket = 0] = await seatsOf(event, 1);
    const [result] = await inTheWayOf(() => inventory.reserve([next(), [ticket]]), {
      first: lock(ticket),
      meanwhile: (client) =>
        client.query('update tickets set status = 3 where event_id = $1 and id = $2', [eventIdOf(ticket), ticket]),
    });
    expect(result && outcome(result)).toEqual(['ticket_unavailable', [{ ticket_id: ticket, reason: 'withdrawn' }]]);
  },
);

test.each(EVENTS)('a ticket that is free by the time it is locked is held, with its batch: %s', async (event) => {
  const [taken = 0, free = 0] = await seatsOf(event, 2);
  const set = 'update tickets set status = $3, purchase_id = $4 where event_id = $1 and id = $2';
  await inventory.sql(set, [eventIdOf(taken), taken, 1, 999_999]);
  const purchase = next();
  const [result, other] = await inTheWayOf(() => inventory.reserve([purchase, [taken]], [next(), [free]]), {
    first: lock(taken),
    meanwhile: (client) => client.query(set, [eventIdOf(taken), taken, 0, null]),
  });
  expect([result, other].map((one) => one && outcome(one))).toEqual(['held', 'held']);
  const rows = await inventory.sql('select status, purchase_id from tickets where id = $1', [taken]);
  expect(rows).toEqual([{ status: 1, purchase_id: purchase }]);
});

test('a hold whose event got other terms is decided by those', async () => {
  const [ticket = 0] = await seatsOf('a known event', 1);
  const eventId = eventIdOf(ticket);
  await inventory.sql(`update event_terms set version = 2, sales_end = now() where event_id = $1`, [eventId]);
  const [result] = await inventory.reserve([next(), [ticket]]);
  expect(result && outcome(result)).toEqual([
    'event_not_on_sale',
    [{ ticket_id: ticket, reason: 'event_not_on_sale' }],
  ]);
});

test.each(EVENTS)(
  'tickets are locked in id order, however they are asked for and stored: while the first is taken no other is: %s',
  async (event) => {
    const tickets = await seatsOf(event, 20);
    const [lowest = 0, ...others] = tickets;
    // Held and given back, the first ones are stored behind the others from now on.
    for (const ticket of tickets.slice(0, 10)) {
      const purchase = next();
      await inventory.purchaseFailed(purchase, await held(purchase, [ticket]), [ticket]);
    }
    await inTheWayOf(() => inventory.reserve([next(), tickets.toReversed()]), {
      first: lock(lowest),
      meanwhile: async () => {
        const free = await inventory.sql(
          'select id from tickets where event_id = $1 and id = any($2) order by id for update skip locked',
          [eventIdOf(lowest), others],
        );
        expect(free.map(({ id }) => Number(id))).toEqual(others);
      },
    });
  },
);

test('a confirmation goes by its hold as it stands once the tickets are locked', async () => {
  const [given = 0, kept = 0] = await inventory.eventWithSeats(2);
  const purchase = next();
  const hold = await held(purchase, [given, kept]);
  const confirmed = await inTheWayOf(() => inventory.confirm(purchase, hold), {
    first: lock(given),
    async meanwhile(client) {
      await client.query('update tickets set status = 0, purchase_id = null where id = $1', [given]);
      await client.query('update holds set ticket_ids = $2 where purchase_id = $1', [purchase, [kept]]);
    },
  });
  expect(confirmed).toBe('sold');
  expect(await inventory.statusesOf(eventIdOf(given))).toEqual([0, 2]);
});

test.each(EVENTS)('a reservation during which its tombstone is written holds nothing: %s', async (event) => {
  const [ticket = 0] = await seatsOf(event, 1);
  const purchase = next();
  const [result] = await inTheWayOf(() => inventory.reserve([purchase, [ticket]]), {
    first: (client) =>
      client.query("insert into holds (purchase_id, status, ticket_ids) values ($1, 2, '{}')", [purchase]),
    meanwhile: async () => undefined,
  });
  expect(result && outcome(result)).toEqual(['hold_released', undefined]);
  expect((await inventory.statusesOf(eventIdOf(ticket))).at(-1)).toBe(0);
});

test('batches of one event are numbered one after the other', async () => {
  const [first = 0] = await inventory.eventWithSeats(1);
  const eventId = eventIdOf(first);
  const layout = { case: 'list' as const, value: { seats: ['Z1'] } };
  const batch = { eventId: BigInt(eventId), price: 100n, layout };
  const { firstTicketId } = await inTheWayOf(() => inventory.client.createTickets(batch, inventory.partner()), {
    first: (client) => client.query('select 1 from event_terms where event_id = $1 for update', [eventId]),
    meanwhile: (client) => client.query('update event_terms set ticket_count = 5 where event_id = $1', [eventId]),
  });
  expect(Number(firstTicketId)).toBe(first + 5);
});
