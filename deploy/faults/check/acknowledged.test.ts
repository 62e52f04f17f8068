import { expect, test } from '@jest/globals';
import type { Problem, Purchase } from '../../e2e/support/resources.ts';
import type { Final } from '../load/ledger.ts';
import { brokenPromises } from './acknowledged.ts';
import { acknowledged, bought, byId, item, RUI, sampleLedger } from './sample.ts';

const pair = bought(7, [item(1), item(2)]);
const gaveOneBack = bought(7, [item(1), item(2, 'cancelled')], {
  payment: { method: 'card', status: 'partially_refunded', provider_reference: 'sandbox_7' },
});
const failed = bought(7, [item(1, 'released')], { status: 'failed', reason: 'payment_declined', payment: null });
const cancellation = { customer: RUI, key: 'c', purchaseId: 7, ticketIds: [1_000_002] };
const ok = (body: Purchase): Final => ({ status: 200, body });
const refused = (status: number, problem: Partial<Problem>): Final => ({
  status,
  body: problem as unknown as Purchase,
});

test('what was acknowledged and stands is no violation', () => {
  expect(brokenPromises(acknowledged([pair]), byId(pair))).toEqual([]);
  const given = { cancellations: [{ ...cancellation, answer: ok(gaveOneBack) }] };
  expect(brokenPromises(acknowledged([pair], given), byId(gaveOneBack))).toEqual([]);
});

test.each<[string, Purchase | undefined]>([
  ['acknowledged and is gone', undefined],
  ['its total was 10000 and is 9000', { ...pair, total: 9000 }],
  ['its tickets are others', bought(7, [item(1), item(3)])],
  ['its payment was sandbox_7', { ...pair, payment: { method: 'card', status: 'captured', provider_reference: 'x' } }],
  ['was paid, and its ticket 1000002 is cancelled', gaveOneBack],
  ['is still paying', { ...pair, status: 'paying' }],
  ['has a payment refunded', { ...pair, payment: { ...pair.payment, status: 'refunded' } as Purchase['payment'] }],
])('a paid purchase that %s is one', (what, now) => {
  expect(brokenPromises(acknowledged([pair]), now ? byId(now) : byId()).join()).toContain(what);
});

test('a hold costs less when an event takes tickets out of it, and nothing else may', () => {
  const held = bought(7, [item(1, 'held'), item(2, 'held')], { status: 'reserved', payment: null });
  const rest = bought(7, [item(1), item(2, 'released')], { total: 5000 });
  expect(brokenPromises(acknowledged([held]), byId(rest))).toEqual([]);
  expect(brokenPromises(acknowledged([held]), byId({ ...rest, total: 4000 })).join()).toContain('its total was');
  expect(brokenPromises(acknowledged([pair]), byId(rest)).join()).toContain('its total was');
});

test('a cancellation that was acknowledged and did not happen is one', () => {
  const given = { cancellations: [{ ...cancellation, answer: ok(gaveOneBack) }] };
  expect(brokenPromises(acknowledged([pair], given), byId(pair)).join()).toContain('gave 1000002 back, which is sold');
});

test('a ticket of a cancelled event that stays sold is one', () => {
  const staged = sampleLedger().staged.map((one) => ({ ...one, cancelled: true }));
  expect(brokenPromises(acknowledged([pair], { staged }), byId(pair)).join()).toContain('of a cancelled event');
});

test('a purchase that was told to have failed must have', () => {
  const answer = refused(402, { reason: 'payment_declined', purchase_id: 7 });
  const placements = [{ customer: RUI, key: 'k', ticketIds: [1_000_001], token: 'tok_declined', answer }];
  expect(brokenPromises(sampleLedger({ placements }), byId(failed))).toEqual([]);
  const taken = brokenPromises(sampleLedger({ placements }), byId(bought(7, [item(1)])));
  expect(taken.join()).toContain('was told to have failed (payment_declined) and is paid');
});

test('a payment that was refused and taken after all is one', () => {
  const answer = refused(402, { reason: 'payment_declined', purchase_id: 7 });
  const payments = [{ customer: RUI, key: 'p', purchaseId: 7, token: 'tok_declined', answer }];
  const held = bought(7, [item(1, 'held'), item(2, 'held')], { status: 'reserved', payment: null });
  expect(brokenPromises(acknowledged([held], { payments }), byId(pair)).join()).toContain('told that it is not');
});

test('a purchase that nobody asked for is one; one for each customer who went away is none', () => {
  const away = { customer: RUI, key: 'k', ticketIds: [1_000_001], token: 'tok_approved', answer: undefined };
  const ledger = sampleLedger({ placements: [away] });
  expect(brokenPromises(ledger, byId(bought(8, [item(1)])))).toEqual([]);
  const twice = brokenPromises(ledger, byId(bought(8, [item(1)]), bought(9, [item(2)])));
  expect(twice).toEqual(['purchase 9 is of customer 1, who asked for no such one']);
});
