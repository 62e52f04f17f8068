import { DomainError, type FailureKind } from '@boxoffice/kernel';
import { Code, ConnectError } from '@connectrpc/connect';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startGateway } from './harness.ts';
import { as } from './tokens.ts';

let thrown: unknown;
let gateway: Awaited<ReturnType<typeof startGateway>>;
beforeAll(async () => {
  gateway = await startGateway({
    identity: {
      getAccount() {
        throw thrown;
      },
    },
  });
});
afterAll(() => gateway.stop());

async function answerTo(error: unknown) {
  thrown = error;
  const headers = { ...(await as('customer', 7)), 'x-request-id': 'r-1' };
  return gateway.app.inject({ url: '/v1/me', headers });
}

const KINDS: [FailureKind, number][] = [
  ['invalid', 400],
  ['unauthenticated', 401],
  ['payment_required', 402],
  ['forbidden', 403],
  ['not_found', 404],
  ['conflict', 409],
  ['stale', 412],
  ['unprocessable', 422],
  ['rate_limited', 429],
  ['bad_gateway', 502],
  ['unavailable', 503],
  ['timeout', 504],
];

test.each(KINDS)('a failure of kind %s is a problem with status %i', async (kind, status) => {
  const response = await answerTo(
    new DomainError(kind, 'some_reason', 'Something is so.', { tickets: [{ ticket_id: 1 }] }),
  );
  expect(response.statusCode).toBe(status);
  expect(response.headers['content-type']).toMatch(/^application\/problem\+json/);
  expect(response.json()).toEqual({
    type: 'urn:boxoffice:problem:some_reason',
    title: expect.any(String),
    status,
    detail: 'Something is so.',
    reason: 'some_reason',
    trace_id: 'r-1',
    tickets: [{ ticket_id: 1 }],
  });
  expect(response.headers['x-request-id']).toBe('r-1');
  expect(response.headers['retry-after']).toBe(status === 429 || status === 503 ? '1' : undefined);
  expect(response.headers['www-authenticate']).toBe(status === 401 ? 'Bearer realm="boxoffice"' : undefined);
});

const INTERNAL = { status: 500, reason: 'internal', detail: 'Something went wrong on our side.' };

test.each([
  ['a defect', new TypeError('cannot read secret of undefined'), INTERNAL],
  ['an internal failure', new DomainError('internal', 'oops', 'a table is gone', { table: 'x' }), INTERNAL],
  ['a refused service token', new DomainError('unauthenticated', 'unauthenticated', 'wrong token'), INTERNAL],
  ['an unknown method', new ConnectError('no such method', Code.Unimplemented), INTERNAL],
  [
    'a service that is away',
    new ConnectError('ECONNREFUSED', Code.Unavailable),
    { status: 503, reason: 'service_unavailable' },
  ],
  ['a service that hangs', new ConnectError('late', Code.DeadlineExceeded), { status: 504, reason: 'service_timeout' }],
])('%s shows no detail', async (_what, error, expected) => {
  const response = await answerTo(error);
  expect(response.json()).toMatchObject(expected);
  expect(response.body).not.toMatch(/secret|table|token|ECONN|method|stack|at /i);
});

test('no member of a failure replaces a standard one', async () => {
  const response = await answerTo(
    new DomainError('conflict', 'busy', 'Busy.', { status: 200, reason: 'fine', type: 'x' }),
  );
  expect(response.json()).toMatchObject({ status: 409, reason: 'busy', type: 'urn:boxoffice:problem:busy' });
});

test('field errors of a service are shown as such', async () => {
  const errors = [{ field: 'date', message: 'must be in the future' }];
  const response = await answerTo(
    new DomainError('invalid', 'validation_failed', 'date must be in the future.', { errors }),
  );
  expect(response.json()).toMatchObject({ status: 400, reason: 'validation_failed', errors });
});
