import { type DoubleEvent, type StripeDouble, signWebhook, startStripeDouble } from '@boxoffice/testing';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Charge, type PaymentProvider, type RefundOrder, RefundRefused } from './provider.ts';
import { createStripeProvider } from './stripe.ts';

let double: StripeDouble;
let stripe: PaymentProvider;

const providerOf = (changes: { secretKey?: string; scope?: string } = {}) => {
  const { url: apiUrl, secretKey, webhookSecret } = double;
  return createStripeProvider({ apiUrl, secretKey, webhookSecret, scope: 'db-1', ...changes });
};

beforeEach(async () => {
  double = await startStripeDouble();
  stripe = providerOf();
});
afterEach(() => double.stop());

const soon = () => AbortSignal.timeout(3000);

const charge = (token: string, changes: Partial<Charge> = {}) =>
  stripe.charge({
    ...{ key: 'purchase-1-1', amount: 1000, currency: 'BRL', method: 'card', token, signal: soon() },
    ...changes,
  });
const refund = (changes: Partial<RefundOrder> = {}) =>
  stripe.refund({
    ...{ key: 'refund-1-1', chargeKey: 'purchase-1-1', chargeReference: null, amount: 600, currency: 'BRL' },
    ...{ signal: soon(), ...changes },
  });
const find = (key = 'purchase-1-1') => stripe.find(key, soon());

test('a charge is a card payment that is made and confirmed at once, and carries its key', async () => {
  const outcome = await charge('pm_card_visa');
  const [intent] = double.intents;
  expect(intent).toMatchObject({ amount: 1000, currency: 'brl', metadata: { boxoffice_charge: 'db-1/purchase-1-1' } });
  expect(outcome).toEqual({ type: 'captured', reference: intent?.id });
  expect(await find()).toEqual(outcome);
});

test.each([
  ['JPY', 500, 500],
  ['ISK', 5, 500],
  ['KWD', 5120, 5120],
])('%s %i is charged as %i', async (currency, amount, units) => {
  await charge('pm_card_visa', { currency, amount });
  expect(double.intents).toMatchObject([{ amount: units, currency: currency.toLowerCase() }]);
});

test('an amount that Stripe can not take exactly is not charged', async () => {
  expect(await charge('pm_card_visa', { currency: 'KWD', amount: 5124 })).toEqual({ type: 'failed' });
  expect(double.intents).toEqual([]);
});

test.each([
  ['pm_card_visa_chargeDeclined', 'generic_decline'],
  ['pm_card_visa_chargeDeclinedInsufficientFunds', 'insufficient_funds'],
  ['pm_card_visa_chargeDeclinedStolenCard', 'generic_decline'],
  ['pm_card_chargeDeclinedExpiredCard', 'expired_card'],
  ['pm_card_authenticationRequired', 'authentication_required'],
])('%s is declined as %s, and is found so', async (token, code) => {
  expect(await charge(token)).toEqual({ type: 'declined', code });
  expect(await find()).toEqual({ type: 'declined', code });
});

test.each(['pm_nobodys', 'tok_visa'])('%s is no payment method', async (token) => {
  expect(await charge(token)).toEqual({ type: 'declined', code: 'invalid_token' });
});

test('a wrong secret key takes nothing', async () => {
  stripe = providerOf({ secretKey: 'sk_test_wrong' });
  expect(await charge('pm_card_visa')).toEqual({ type: 'failed' });
});

test('a wrong secret key leaves open what became of a charge that was sent before', async () => {
  stripe = providerOf({ secretKey: 'sk_test_wrong' });
  double.failNext('lost_reply');
  await expect(charge('pm_card_visa')).rejects.toThrow();
});

test.each(['lost_reply', 'error_after', 'error_before', 'lost_request', 'twice'] as const)(
  'with the fault %s it is sent again by the same key, and charged once',
  async (fault) => {
    double.failNext(fault, 'POST');
    expect(await charge('pm_card_visa')).toEqual({ type: 'captured', reference: double.intents[0]?.id });
    expect(double.intents).toHaveLength(1);
  },
);

test('a charge without an answer is unknown, and is found', async () => {
  double.failNext('no_reply', 'POST');
  await expect(charge('pm_card_visa', { signal: AbortSignal.timeout(200) })).rejects.toThrow();
  expect(await find()).toEqual({ type: 'captured', reference: double.intents[0]?.id });
});

test('trouble at Stripe that lasts is an unknown outcome', async () => {
  for (let n = 0; n < 2; n++) double.failNext('error_before', 'POST');
  await expect(charge('pm_card_visa')).rejects.toThrow();
  expect(await find()).toBeUndefined();
});

test('another database on the same account has charges of its own under the same keys', async () => {
  const mine = await charge('pm_card_visa');
  stripe = providerOf({ scope: 'db-2' });
  expect(await find()).toBeUndefined();
  expect(await charge('pm_card_visa')).not.toEqual(mine);
});

test('an older charge is found by search, once the search knows it', async () => {
  const outcome = await charge('pm_card_visa');
  double.age(700);
  double.indexSearch(false);
  expect(await find()).toBeUndefined();
  double.indexSearch(true);
  expect(await find()).toEqual(outcome);
});

test('a refund goes to the charge that its key names', async () => {
  await charge('pm_card_visa');
  await refund();
  expect(double.refunds).toMatchObject([{ amount: 600, payment_intent: double.intents[0]?.id }]);
  await refund({ key: 'refund-1-2', amount: 400, chargeReference: double.intents[0]?.id ?? '' });
  expect(double.refunds).toHaveLength(2);
});

test('a refund is sent once, also when Stripe has forgotten its key', async () => {
  await charge('pm_card_visa', { amount: 2000 });
  double.failNext('lost_reply', 'POST /v1/refunds');
  await refund();
  double.forgetKeys();
  await refund();
  expect(double.refunds).toHaveLength(1);
});

test.each([
  ['more than was charged', { amount: 1001 }],
  ['what was sent back already', { amount: 1000 }],
])('%s is refused for good', async (what, changes) => {
  await charge('pm_card_visa');
  if (what === 'what was sent back already') await refund({ key: 'refund-1-0', ...changes });
  await expect(refund(changes)).rejects.toThrow(RefundRefused);
});

test('a part that Stripe can not count exactly is refused for good, never rounded', async () => {
  await charge('pm_card_visa', { currency: 'MGA', amount: 1000 });
  await expect(refund({ currency: 'MGA', amount: 550 })).rejects.toThrow(RefundRefused);
  await refund({ currency: 'MGA', amount: 500 });
  expect([double.intents[0]?.amount, double.refunds.map(({ amount }) => amount)]).toEqual([10, [5]]);
});

test('a refund of a payment that Stripe does not know is tried again later', async () => {
  await expect(refund()).rejects.not.toThrow(RefundRefused);
  await expect(refund({ chargeReference: 'pi_other' })).rejects.not.toThrow(RefundRefused);
});

test('a refund that failed is refused when it is sent again, and told by Stripe', async () => {
  await charge('pm_card_visa');
  await refund();
  const id = double.refunds[0]?.id ?? '';
  expect(await stripe.notices?.failureOf(id, soon())).toBeUndefined();
  expect(await stripe.notices?.failedRefunds(soon())).toEqual([]);
  double.failRefund(id);
  const failed = { key: 'refund-1-1', reference: id, reason: 'expired_or_canceled_card' };
  await expect(refund()).rejects.toMatchObject({ refund: failed });
  expect(await stripe.notices?.failureOf(id, soon())).toEqual(failed);
  expect(await stripe.notices?.failedRefunds(soon())).toEqual([failed]);
  expect(await providerOf({ scope: 'db-2' }).notices?.failedRefunds(soon())).toEqual([]);
});

const bytes = (event: unknown) => Buffer.from(JSON.stringify(event));
const read = (event: unknown, signature = signWebhook(JSON.stringify(event), double.webhookSecret)) =>
  stripe.notices?.read(bytes(event), signature);

test('webhooks name the charge or refund they are about', async () => {
  await charge('pm_card_visa');
  await refund();
  double.failRefund(double.refunds[0]?.id ?? '');
  const about = double.events.map((event) => [event.type, read(event)?.about]).reverse();
  const ofCharge = { type: 'charge', key: 'purchase-1-1' };
  const ofRefund = { type: 'refund', key: 'refund-1-1', reference: double.refunds[0]?.id };
  expect(about).toEqual([
    ['payment_intent.succeeded', ofCharge],
    ['refund.created', undefined],
    ['charge.refunded', ofCharge],
    ['refund.failed', ofRefund],
    ['charge.refund.updated', ofRefund],
  ]);
});

test('webhooks of others are about nothing of ours', async () => {
  await charge('pm_card_visa');
  const [event] = double.events as [DoubleEvent];
  expect(
    providerOf({ scope: 'db-2' }).notices?.read(bytes(event), signWebhook(JSON.stringify(event), double.webhookSecret)),
  ).toEqual({ id: event.id, type: event.type, about: undefined });
  expect(read({ id: 'evt_9', object: 'event', type: 'customer.created', data: { object: {} } })?.about).toBeUndefined();
});

const EVENT = { id: 'evt_9', object: 'event', type: 'customer.created', data: { object: {} } };
const at = (secondsAgo: number) => Math.floor(Date.now() / 1000) - secondsAgo;
const signed = (event: unknown, secret = 'whsec_double', moment = at(0)) =>
  signWebhook(JSON.stringify(event), secret, moment);

test.each([
  ['without a signature', ''],
  ['with something else', 'sha256=abc'],
  ['signed with another secret', signed(EVENT, 'whsec_other')],
  ['of other content', signed({ ...EVENT, id: 'evt_8' })],
  ['signed too long ago', signed(EVENT, 'whsec_double', at(310))],
])('a webhook %s is refused', (_what, signature) => {
  expect(() => read(EVENT, signature)).toThrow(
    expect.objectContaining({ kind: 'invalid', reason: 'invalid_signature' }),
  );
});

test('a webhook signed four minutes ago, or by two secrets while one replaces the other, is taken', () => {
  expect(read(EVENT, signed(EVENT, 'whsec_double', at(240)))?.id).toBe('evt_9');
  const [, other] = signed(EVENT, 'whsec_other').split(',');
  expect(read(EVENT, `${signed(EVENT)},${other}`)?.id).toBe('evt_9');
});
