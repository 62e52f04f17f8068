import { expect, test } from '@jest/globals';
import { createSandbox } from './sandbox.ts';

const NEVER = new AbortController().signal;

function chargeOf(token: string, key = 'purchase-1-1', signal = NEVER) {
  return { key, amount: 1000, currency: 'BRL', method: 'card', token, signal };
}

const giveUp = () => {
  const waiting = new AbortController();
  setTimeout(() => waiting.abort(), 20);
  return waiting.signal;
};

test('an approved card is charged, and the provider knows the charge by its key', async () => {
  const sandbox = createSandbox();
  const outcome = await sandbox.charge(chargeOf('tok_approved'));
  expect(outcome).toEqual({ type: 'captured', reference: expect.stringMatching(/^sandbox_/) });
  expect(await sandbox.find('purchase-1-1', NEVER)).toEqual(outcome);
});

test('the same key is charged once, whatever is sent with it', async () => {
  const sandbox = createSandbox();
  const outcome = await sandbox.charge(chargeOf('tok_approved'));
  expect(await sandbox.charge(chargeOf('tok_approved'))).toEqual(outcome);
  expect(await sandbox.charge(chargeOf('tok_declined'))).toEqual(outcome);
  expect(await sandbox.charge(chargeOf('tok_approved', 'purchase-2-1'))).not.toEqual(outcome);
});

test.each([
  ['tok_declined', 'card_declined'],
  ['tok_insufficient_funds', 'insufficient_funds'],
  ['tok_made_up', 'invalid_token'],
  ['4111111111111111', 'invalid_token'],
])('%s is declined as %s', async (token, code) => {
  const sandbox = createSandbox();
  expect(await sandbox.charge(chargeOf(token))).toEqual({ type: 'declined', code });
  expect(await sandbox.find('purchase-1-1', NEVER)).toEqual({ type: 'declined', code });
});

test('a failure takes nothing', async () => {
  expect(await createSandbox().charge(chargeOf('tok_error'))).toEqual({ type: 'failed' });
});

test('a timeout never answers and takes nothing', async () => {
  const sandbox = createSandbox();
  await expect(sandbox.charge(chargeOf('tok_timeout', 'k', giveUp()))).rejects.toThrow();
  expect(await sandbox.find('k', NEVER)).toBeUndefined();
});

test('a lost response never answers, and has charged', async () => {
  const sandbox = createSandbox();
  await expect(sandbox.charge(chargeOf('tok_lost_response', 'k', giveUp()))).rejects.toThrow();
  expect(await sandbox.find('k', NEVER)).toMatchObject({ type: 'captured' });
});

test('a charge that nobody sent is not known', async () => {
  expect(await createSandbox().find('purchase-9-1', NEVER)).toBeUndefined();
});

test('a refund may be sent again', async () => {
  const sandbox = createSandbox();
  await sandbox.charge(chargeOf('tok_approved'));
  const charge = { chargeKey: 'purchase-1-1', chargeReference: null };
  const refund = { key: 'refund-1-1', ...charge, amount: 1000, currency: 'BRL', signal: NEVER };
  await sandbox.refund(refund);
  await sandbox.refund(refund);
});
