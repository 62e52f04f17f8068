import { expect, test } from '@jest/globals';
import { after, anItem, aPurchase, cancelling, NOW, paid, paying, reserved } from '../../test/purchases.ts';
import type { Purchase } from './purchase.ts';
import { cancellableTickets, requireNotStarted, requirePayable } from './rules.ts';

const failed = aPurchase({ status: 'failed', reason: 'payment_declined' });
const expired = aPurchase({ status: 'expired', reason: 'hold_expired' });
const cancelled = paid({ status: 'cancelled', cancelledTicketIds: [1, 2] });

const PAYABLE: [what: string, purchase: Purchase, now: Date, reason: string | null][] = [
  ['a reserved purchase', reserved(), NOW, null],
  ['a reserved purchase whose payment was declined', reserved({ reason: 'payment_declined' }), NOW, null],
  ['a reserved purchase in its last moment', reserved(), after(599.999), null],
  ['a reserved purchase whose time is over', reserved(), after(600), 'hold_expired'],
  ['an expired purchase', expired, NOW, 'hold_expired'],
  ['a pending purchase', aPurchase(), NOW, 'purchase_not_payable'],
  ['a purchase being paid', paying(), NOW, 'purchase_not_payable'],
  ['a paid purchase', paid(), NOW, 'purchase_not_payable'],
  ['a failed purchase', failed, NOW, 'purchase_not_payable'],
  ['a purchase being refunded', cancelling(), NOW, 'purchase_not_payable'],
  ['a cancelled purchase', cancelled, NOW, 'purchase_not_payable'],
];

test.each(PAYABLE)('to pay %s', (_what, purchase, now, reason) => {
  const call = () => requirePayable(purchase, now);
  if (reason === null) expect(call).not.toThrow();
  else expect(call).toThrow(expect.objectContaining({ kind: 'conflict', reason }));
});

const CANCELLABLE: [what: string, purchase: Purchase, asked: number[], tickets: number[] | string][] = [
  ['all of a reserved purchase', reserved(), [], [1, 2]],
  ['one ticket of a reserved purchase', reserved(), [2], [2]],
  ['all of a paid purchase', paid(), [], [1, 2]],
  ['what is left of a paid purchase', paid({ cancelledTicketIds: [1] }), [], [2]],
  ['a ticket that is out already', paid({ cancelledTicketIds: [1] }), [1], []],
  ['a ticket that is out and one that is not', paid({ cancelledTicketIds: [1] }), [1, 2], [2]],
  ['a cancelled purchase again', cancelled, [], []],
  ['one ticket of a cancelled purchase again', cancelled, [2], []],
  ['a ticket of another purchase', paid(), [9], 'ticket_not_found'],
  ['a ticket of another purchase among its own', paid(), [1, 9], 'ticket_not_found'],
  ['a pending purchase', aPurchase(), [], 'purchase_not_cancellable'],
  ['a purchase being paid', paying(), [], 'purchase_not_cancellable'],
  ['a purchase being refunded', cancelling(), [], 'purchase_not_cancellable'],
  ['a failed purchase', failed, [], 'purchase_not_cancellable'],
  ['an expired purchase', expired, [], 'purchase_not_cancellable'],
];

test.each(CANCELLABLE)('to cancel %s', (_what, purchase, asked, tickets) => {
  const call = () => cancellableTickets(purchase, asked);
  if (typeof tickets === 'string') expect(call).toThrow(expect.objectContaining({ reason: tickets }));
  else expect(call()).toEqual(tickets);
});

const begins = (at: Date) => ({ startsAt: at.toISOString() });
const twoEvents = paid({
  items: [
    anItem(1, 1000, { eventId: 1, ...begins(after(60)) }),
    anItem(2, 1000, { eventId: 2, ...begins(after(3600)) }),
  ],
});

test('a paid ticket can be cancelled until its event begins, and not from then on', () => {
  const check = (now: Date) => () => requireNotStarted(twoEvents, [1, 2], new Map(), now);
  expect(check(after(59))).not.toThrow();
  expect(check(after(60))).toThrow(
    expect.objectContaining({
      kind: 'conflict',
      reason: 'event_started',
      metadata: { tickets: [{ ticket_id: 1, reason: 'event_started' }] },
    }),
  );
});

test('only the events of the tickets that are cancelled count', () => {
  expect(() => requireNotStarted(twoEvents, [2], new Map(), after(60))).not.toThrow();
});

test('what catalog tells now counts more than what was known at the sale', () => {
  const moved = (seconds: number) => new Map([[1, after(seconds)]]);
  expect(() => requireNotStarted(twoEvents, [1], moved(7200), after(60))).not.toThrow();
  expect(() => requireNotStarted(twoEvents, [1], moved(10), after(30))).toThrow('has begun');
});

test('a reserved purchase can be given back also after its event began', () => {
  const late = reserved({ items: [anItem(1, 1000, begins(after(-60)))] });
  expect(() => requireNotStarted(late, [1], new Map(), NOW)).not.toThrow();
});
