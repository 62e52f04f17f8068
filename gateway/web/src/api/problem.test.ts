import { expect, test } from '@jest/globals';
import { call, ProblemError, problemOf } from './problem.ts';

const document = {
  status: 409,
  reason: 'ticket_unavailable',
  detail: 'Gone.',
  tickets: [{ ticket_id: 1, reason: 'sold' }],
};

test('an answer that is well is its data; one without a body is nothing', async () => {
  const response = new Response(null, { status: 200 });
  expect(await call(Promise.resolve({ data: { id: 7 }, response }))).toEqual({ id: 7 });
  const empty = new Response(null, { status: 204 });
  expect(await call(Promise.resolve({ data: undefined, response: empty }))).toBeUndefined();
});

test('a refusal is thrown with all that it says', async () => {
  const response = new Response(null, { status: 409 });
  const refused = call(Promise.resolve({ error: document, response }));
  await expect(refused).rejects.toMatchObject({
    status: 409,
    reason: 'ticket_unavailable',
    detail: 'Gone.',
    body: document,
  });
});

test('a refusal without a body is one too', async () => {
  const refused = call(Promise.resolve({ error: undefined, response: new Response(null, { status: 502 }) }));
  await expect(refused).rejects.toMatchObject({ status: 502, reason: 'unknown' });
});

test('a server that is not reached is a problem of the network', async () => {
  await expect(call(Promise.reject(new TypeError('Failed to fetch')))).rejects.toMatchObject({
    status: 0,
    reason: 'network',
  });
});

test('a request that was given up stays what it is', async () => {
  const abort = new DOMException('given up', 'AbortError');
  await expect(call(Promise.reject(abort))).rejects.toBe(abort);
});

test.each([undefined, null, 'text', 7, { reason: 7 }])('%j is no problem document and harms nothing', (body) => {
  expect(ProblemError.from(500, body)).toMatchObject({
    status: 500,
    reason: 'unknown',
    detail: 'The server answered 500.',
  });
});

test('the fields that were refused are told, and only those that are well-formed', async () => {
  const errors = [{ field: 'email', message: 'is required' }, { field: 7 }, null];
  const problem = await problemOf(Response.json({ reason: 'validation_failed', errors }, { status: 400 }));
  expect(problem.fields).toEqual([{ field: 'email', message: 'is required' }]);
  expect(ProblemError.from(404, {}).fields).toEqual([]);
});
