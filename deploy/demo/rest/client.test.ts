import { expect, test } from '@jest/globals';
import { createRestClient, NoPlatform, Problem } from './client.ts';

type Answer = { status: number; body: unknown; headers?: Record<string, string> } | Error;

function scripted(...answers: Answer[]) {
  const pauses: number[] = [];
  const sent: RequestInit[] = [];
  const rest = createRestClient('http://platform.test', {
    async fetch(_url, init) {
      sent.push(init);
      const answer = answers.shift() ?? new Error('nothing more is answered');
      if (answer instanceof Error) throw answer;
      const { status, body, headers = {} } = answer;
      return new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers });
    },
    wait: async (ms) => void pauses.push(ms),
  });
  return { rest, pauses, sent };
}

const lost = new TypeError('fetch failed');

test('it waits as long as it is asked to, then sends the same again', async () => {
  const limited = { status: 429, body: { reason: 'rate_limited' }, headers: { 'retry-after': '7' } };
  const { rest, pauses, sent } = scripted(limited, limited, { status: 201, body: { id: 1 } });
  expect(await rest.call('POST', '/v1/purchases', { body: { a: 1 }, key: 'k' })).toEqual({ id: 1 });
  expect(pauses).toEqual([7000, 7000]);
  expect(sent.map(({ body }) => body)).toEqual(['{"a":1}', '{"a":1}', '{"a":1}']);
});

test('a recorded failure is not asked for again', async () => {
  const refused = { status: 503, body: { reason: 'inventory_unavailable', purchase_id: 9, detail: 'Not now.' } };
  const { rest, pauses } = scripted(refused);
  const problem = await rest.call('POST', '/v1/purchases', { key: 'k' }).catch((error) => error);
  expect(problem).toBeInstanceOf(Problem);
  expect(problem).toMatchObject({ status: 503, reason: 'inventory_unavailable', purchaseId: 9, message: 'Not now.' });
  expect(pauses).toEqual([]);
});

test('a request is sent again when the connection is lost, but not for ever', async () => {
  const { rest, pauses } = scripted(lost, lost, { status: 200, body: {} });
  expect(await rest.call('POST', '/v1/auth/login')).toEqual({});
  expect(pauses).toEqual([200, 400]);
  const dead = scripted();
  await expect(dead.rest.call('GET', '/v1/me')).rejects.toBeInstanceOf(NoPlatform);
  expect(dead.pauses.reduce((sum, pause) => sum + pause, 0)).toBe(12_600);
  await expect(scripted(lost).rest.call('GET', '/health/ready', { once: true })).rejects.toThrow(
    'No Boxoffice answers at http://platform.test',
  );
});

test('an answer that is no JSON comes from something else', async () => {
  const { rest } = scripted({ status: 200, body: '<html>' });
  await expect(rest.call('GET', '/health/ready')).rejects.toBeInstanceOf(NoPlatform);
});
