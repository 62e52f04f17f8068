import { randomInt } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { explore } from '../model/run.ts';

const HISTORIES = 50;

// What every run of so many histories meets.
const IMPORTANT: Record<string, string[]> = {
  commands: ['place', 'pay', 'cancel', 'race', 'cancel event', 'expire', 'crash'],
  answers: [
    ...['reserved', 'paid', 'cancelled', 'ticket_unavailable', 'payment_declined', 'payment_timeout'],
    ...['the same again', 'idempotency_key_reused', 'inventory_unavailable', 'event_cancelled', 'no answer'],
  ],
  'kinds of trouble': ['call', 'courier', 'crash'],
  'purchases in the end': ['paid', 'reserved', 'failed', 'expired', 'cancelled'],
};

test('whatever customers do and whatever fails, everybody sees what the model allows', async () => {
  const seed = Number(process.env.SEED ?? randomInt(2 ** 31));
  const path = process.env.HISTORY;
  const seen = await explore({ seed, histories: HISTORIES, path, say: (line) => process.stdout.write(`${line}\n`) });
  if (path !== undefined) return;
  const missing = Object.entries(IMPORTANT).flatMap(([group, names]) =>
    names.flatMap((name) => (seen.of(group, name) === 0 ? [`${group}: ${name}`] : [])),
  );
  expect(missing).toEqual([]);
}, 900_000);
