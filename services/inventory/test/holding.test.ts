import { EventStatus } from '@boxoffice/contracts/catalog/v1/catalog_service';
import { eventIdOf } from '@boxoffice/kernel';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { generation, outcome, startInventory } from './harness.ts';

let inventory: Awaited<ReturnType<typeof startInventory>>;
let purchases = 0;
const next = () => ++purchases;

beforeAll(async () => {
  inventory = await startInventory();
});
afterAll(() => inventory.stop());

test('a hold takes all of its tickets or none, and names those at fault', async () => {
  const [a = 0, b = 0, c = 0] = await inventory.eventWithSeats(3);
  const [first] = await inventory.reserve([next(), [a, b]]);
  expect(first && outcome(first)).toBe('held');
  const [second] = await inventory.reserve([next(), [c, b]]);
  expect(second && outcome(second)).toEqual(['ticket_unavailable', [{ ticket_id: b, reason: 'held' }]]);
  expect(await inventory.statusesOf(eventIdOf(a))).toEqual([1, 1, 0]);
});

test('the same purchase again gets the same hold', async () => {
  const tickets = await inventory.eventWithSeats(2);
  const purchase = next();
  const [once] = await inventory.reserve([purchase, tickets]);
  const [again] = await inventory.reserve([purchase, tickets]);
  expect(again?.result).toEqual(once?.result);
});

test('the same purchase twice at the same moment gets one hold', async () => {
  const tickets = await inventory.eventWithSeats(2);
  const purchase = next();
  const [[once], [again]] = await Promise.all([
    inventory.reserve([purchase, tickets]),
    inventory.reserve([purchase, tickets]),
  ]);
  expect(once && outcome(once)).toBe('held');
  expect(again?.result).toEqual(once?.result);
});

test('600 purchases want one ticket at the same moment: one gets it', async () => {
  const [ticket = 0] = await inventory.eventWithSeats(1);
  const calls = Array.from({ length: 600 }, () => inventory.reserve([next(), [ticket]]));
  const results = (await Promise.all(calls)).map(([result]) => result && outcome(result));
  expect(results.filter((result) => result === 'held')).toHaveLength(1);
  const refused = results.filter((result) => Array.isArray(result) && result[0] === 'ticket_unavailable');
  expect(refused).toHaveLength(599);
});

test('purchases that want overlapping tickets in any order neither deadlock nor share a ticket', async () => {
  const tickets = await inventory.eventWithSeats(40);
  const seed = Date.now() % 1_000_000;
  console.info(`seed ${seed}`);
  let state = seed;
  const random = (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state % below;
  };
  const pick = () => [...new Set(Array.from({ length: 4 }, () => tickets[random(40)] ?? 0))];
  const calls = Array.from({ length: 300 }, () => inventory.reserve([next(), pick()]));
  const results = (await Promise.all(calls)).flat();
  const held = results.flatMap(({ result }) =>
    result.case === 'held' ? result.value.tickets.map(({ ticketId }) => Number(ticketId)) : [],
  );
  expect(new Set(held).size).toBe(held.length);
  const reasons = new Set(
    results.map((result) => (outcome(result) === 'held' ? 'held' : (outcome(result) as string[])[0])),
  );
  expect([...reasons].sort()).toEqual(['held', 'ticket_unavailable']);
  const rows = await inventory.sql('select count(*)::int as n from tickets where event_id = $1 and status = 1', [
    eventIdOf(tickets[0] ?? 0),
  ]);
  expect(rows[0].n).toBe(held.length);
});

test('a confirmed hold is sold, also when it is confirmed again', async () => {
  const [ticket = 0] = await inventory.eventWithSeats(1);
  const purchase = next();
  const [hold] = await inventory.reserve([purchase, [ticket]]);
  if (!hold) throw new Error('no answer');
  expect(await inventory.confirm(purchase, generation(hold))).toBe('sold');
  expect(await inventory.confirm(purchase, generation(hold))).toBe('sold');
  expect(await inventory.statusesOf(eventIdOf(ticket))).toEqual([2]);
});

test('a hold of another generation confirms nothing', async () => {
  const [ticket = 0] = await inventory.eventWithSeats(1);
  const purchase = next();
  const [hold] = await inventory.reserve([purchase, [ticket]]);
  if (!hold) throw new Error('no answer');
  expect(await inventory.confirm(purchase, generation(hold) + 1)).toBe('hold_released');
  expect(await inventory.statusesOf(eventIdOf(ticket))).toEqual([1]);
});

test('a hold of another generation confirms nothing, also when the right one has', async () => {
  const [ticket = 0] = await inventory.eventWithSeats(1);
  const purchase = next();
  const [hold] = await inventory.reserve([purchase, [ticket]]);
  if (!hold) throw new Error('no answer');
  expect(await inventory.confirm(purchase, generation(hold))).toBe('sold');
  expect(await inventory.confirm(purchase, generation(hold) + 1)).toBe('hold_released');
  expect(await inventory.confirm(purchase, generation(hold))).toBe('sold');
});

test('a failed purchase gives its tickets back, once, however often it is told', async () => {
  const [ticket = 0] = await inventory.eventWithSeats(1);
  const [loser, winner] = [next(), next()];
  const [hold] = await inventory.reserve([loser, [ticket]]);
  if (!hold) throw new Error('no answer');
  const id = crypto.randomUUID();
  await inventory.purchaseFailed(loser, generation(hold), [ticket], 'payment_declined', id);
  expect(await inventory.statusesOf(eventIdOf(ticket))).toEqual([0]);
  const [second] = await inventory.reserve([winner, [ticket]]);
  expect(second && outcome(second)).toBe('held');
  await inventory.purchaseFailed(loser, generation(hold), [ticket], 'payment_declined', id);
  await inventory.purchaseFailed(loser, generation(hold), [ticket]);
  await inventory.purchaseFailed(loser, 0, [ticket]);
  expect(await inventory.statusesOf(eventIdOf(ticket))).toEqual([1]);
});

test('a release that comes before its reserve wins', async () => {
  const [ticket = 0] = await inventory.eventWithSeats(1);
  const purchase = next();
  await inventory.purchaseFailed(purchase, 0, [ticket]);
  const [late] = await inventory.reserve([purchase, [ticket]]);
  expect(late && outcome(late)).toEqual(['hold_released', undefined]);
  expect(await inventory.statusesOf(eventIdOf(ticket))).toEqual([0]);
});

test('a reserve that comes after its release takes nothing from others of its batch, nor from whoever comes next', async () => {
  const [free = 0, other = 0] = await inventory.eventWithSeats(2);
  const [gone] = await inventory.eventWithSeats(1);
  if (gone === undefined) throw new Error('no seat');
  await inventory.syncEvent(eventIdOf(gone), { status: EventStatus.CANCELLED, version: 2n });
  const [late, lucky, vain, next1] = [next(), next(), next(), next()];
  await inventory.purchaseFailed(late, 0, [free, other]);
  const [first, second, third] = await inventory.reserve([late, [free, other]], [lucky, [other]], [vain, [free, gone]]);
  expect([first, second].map((result) => result && outcome(result))).toEqual([['hold_released', undefined], 'held']);
  expect(third && outcome(third)).toEqual(['event_cancelled', expect.anything()]);
  // What the refused one was told is remembered for a while.
  const [after] = await inventory.reserve([next1, [free]]);
  expect(after && outcome(after)).toBe('held');
});

test('an expired hold can not be confirmed any more', async () => {
  const [ticket = 0] = await inventory.eventWithSeats(1);
  const purchase = next();
  const [hold] = await inventory.reserve([purchase, [ticket]]);
  if (!hold) throw new Error('no answer');
  await inventory.purchaseExpired(purchase, generation(hold), [ticket]);
  expect(await inventory.confirm(purchase, generation(hold))).toBe('hold_released');
});

test('a hold that gave one ticket back is confirmed with the rest', async () => {
  const [a = 0, b = 0] = await inventory.eventWithSeats(2);
  const purchase = next();
  const [hold] = await inventory.reserve([purchase, [a, b]]);
  if (!hold) throw new Error('no answer');
  await inventory.purchaseCancelled(purchase, generation(hold), [a]);
  expect(await inventory.confirm(purchase, generation(hold))).toBe('sold');
  expect(await inventory.statusesOf(eventIdOf(a))).toEqual([0, 2]);
});

test('sold tickets of a cancelled event are withdrawn when they come back', async () => {
  const [ticket = 0] = await inventory.eventWithSeats(1);
  const purchase = next();
  const [hold] = await inventory.reserve([purchase, [ticket]]);
  if (!hold) throw new Error('no answer');
  await inventory.confirm(purchase, generation(hold));
  await inventory.syncEvent(eventIdOf(ticket), { status: EventStatus.CANCELLED, version: 2n });
  await inventory.purchaseCancelled(purchase, generation(hold), [ticket]);
  expect(await inventory.statusesOf(eventIdOf(ticket))).toEqual([3]);
});

test('a ticket that was just refused as taken is refused for its event as soon as that is cancelled', async () => {
  const [ticket = 0] = await inventory.eventWithSeats(1);
  await inventory.reserve([next(), [ticket]]);
  const [taken] = await inventory.reserve([next(), [ticket]]);
  expect(taken && outcome(taken)).toEqual(['ticket_unavailable', [{ ticket_id: ticket, reason: 'held' }]]);
  await inventory.syncEvent(eventIdOf(ticket), { status: EventStatus.CANCELLED, version: 2n });
  const [cancelled] = await inventory.reserve([next(), [ticket]]);
  expect(cancelled && outcome(cancelled)).toEqual([
    'event_cancelled',
    [{ ticket_id: ticket, reason: 'event_cancelled' }],
  ]);
});

test('an event that is not on sale holds nothing; older news of it changes nothing', async () => {
  const [ticket = 0] = await inventory.eventWithSeats(1);
  const eventId = eventIdOf(ticket);
  await inventory.syncEvent(eventId, { status: EventStatus.DRAFT, version: 3n });
  await inventory.syncEvent(eventId, { status: EventStatus.PUBLISHED, version: 2n });
  const [hold] = await inventory.reserve([next(), [ticket]]);
  expect(hold && outcome(hold)).toEqual(['event_not_on_sale', [{ ticket_id: ticket, reason: 'event_not_on_sale' }]]);
  // A draft is its partner's business alone.
  expect(hold?.wanted).toEqual([]);
});

test('every change of a ticket stands in its history, oldest first', async () => {
  const [ticket = 0] = await inventory.eventWithSeats(1);
  const purchase = next();
  const [hold] = await inventory.reserve([purchase, [ticket]]);
  if (!hold) throw new Error('no answer');
  await inventory.confirm(purchase, generation(hold));
  await inventory.purchaseCancelled(purchase, generation(hold), [ticket]);
  const request = { eventId: BigInt(eventIdOf(ticket)), ticketId: BigInt(ticket) };
  const { changes } = await inventory.client.listTicketHistory(request, inventory.partner());
  expect(changes.map(({ from, to, reason, purchaseId }) => [from, to, reason, Number(purchaseId)])).toEqual([
    [0, 1, 'created', 0],
    [1, 2, 'reserved', purchase],
    [2, 3, 'paid', purchase],
    [3, 1, 'cancelled_by_customer', purchase],
  ]);
  await expect(inventory.client.listTicketHistory(request, inventory.partner(2))).rejects.toThrow('no such event');
});
