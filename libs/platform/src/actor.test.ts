import { Health } from '@boxoffice/contracts/grpc/health';
import { createContextValues, createHandlerContext } from '@connectrpc/connect';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type Actor,
  actingAccount,
  actingCustomer,
  actingPartner,
  actorKey,
  formatActor,
  parseActor,
  requireService,
} from './actor.ts';

const id = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
const account: fc.Arbitrary<Actor> = fc.record(
  { role: fc.constantFrom('partner', 'customer'), id, sessionId: id },
  { requiredKeys: ['role', 'id'] },
);

test('every account comes back from metadata as it was', () => {
  fc.assert(fc.property(account, (actor) => expect(parseActor(formatActor(actor))).toEqual(actor)));
});

test('without metadata the caller acts for itself', () => {
  expect(parseActor(null)).toEqual({ role: 'service' });
  expect(parseActor(formatActor({ role: 'service' }))).toEqual({ role: 'service' });
});

const FORGED = [
  'admin:7',
  'customer',
  'customer:',
  'customer:-7',
  'customer:0x7',
  'customer:7e3',
  'customer:NaN',
  'customer:undefined',
  'customer:7:8:9',
  'customer:7 ',
  ' customer:7',
  'customer:7\n',
  'CUSTOMER:7',
  'customer:٧',
  'customer:7, partner:3',
  'service:7',
  'partner:7:',
  '__proto__:7',
];

test.each(FORGED)('%j is nobody’s account', (text) => {
  expect(parseOrRefuse(text)).not.toHaveProperty('id');
});

test('a malformed account is refused: it never acts with the rights of a service', () => {
  const takenForServices = FORGED.filter((text) => {
    const actor = parseOrRefuse(text);
    return 'role' in actor && actor.role === 'service';
  });
  expect(takenForServices).toEqual([]);
});

test('an id that a number can not hold exactly is not rounded to somebody else’s', () => {
  expect(parseOrRefuse('customer:9007199254740993')).not.toHaveProperty('id', 9_007_199_254_740_992);
});

// Refusing may be a throw or a value without an account.
function parseOrRefuse(text: string): Actor | { refused: unknown } {
  try {
    return parseActor(text);
  } catch (error) {
    return { refused: error };
  }
}

function callBy(actor: Actor) {
  return createHandlerContext({
    service: Health,
    method: Health.method.check,
    protocolName: 'grpc',
    requestMethod: 'POST',
    url: 'http://localhost',
    contextValues: createContextValues().set(actorKey, actor),
  });
}

const PARTNER: Actor = { role: 'partner', id: 3 };
const CUSTOMER: Actor = { role: 'customer', id: 7, sessionId: 12 };
const SERVICE: Actor = { role: 'service' };

const ALLOWED: [name: string, guard: (context: ReturnType<typeof callBy>) => unknown, allowed: Actor[]][] = [
  ['an account', actingAccount, [PARTNER, CUSTOMER]],
  ['a partner', actingPartner, [PARTNER]],
  ['a customer', actingCustomer, [CUSTOMER]],
  ['a service', requireService, [SERVICE]],
];

test.each(ALLOWED)('what needs %s is forbidden to everyone else', (_name, guard, allowed) => {
  for (const actor of [PARTNER, CUSTOMER, SERVICE]) {
    const call = () => guard(callBy(actor));
    if (allowed.includes(actor)) expect(call).not.toThrow();
    else expect(call).toThrow(expect.objectContaining({ kind: 'forbidden' }));
  }
});
