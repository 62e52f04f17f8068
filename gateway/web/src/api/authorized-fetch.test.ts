import { expect, test } from '@jest/globals';
import { createAuthorizedFetch, isOpen, type Tokens } from './authorized-fetch.ts';

const REFUSED = { status: 401, headers: { 'www-authenticate': 'Bearer realm="boxoffice", error="invalid_token"' } };

/** A server that takes some tokens, and what it was sent. */
function server(good: readonly string[]) {
  const sent: { token: string | null; body: string }[] = [];
  return {
    sent,
    async send(request: Request): Promise<Response> {
      const token = request.headers.get('authorization');
      sent.push({ token, body: await request.text() });
      return good.some((one) => token === `Bearer ${one}`) ? new Response('well') : new Response('', REFUSED);
    },
  };
}

const tokens = (first: string | undefined, renewed?: string): Tokens => ({
  token: async () => first,
  renew: async () => renewed,
});

const request = () => new Request('http://x.example/v1/purchases', { method: 'POST', body: '{"ticket_ids":[1]}' });

test('a request carries the token', async () => {
  const { sent, send } = server(['a']);
  const answer = await createAuthorizedFetch(tokens('a'), send)(request());
  expect([answer.status, sent]).toEqual([200, [{ token: 'Bearer a', body: '{"ticket_ids":[1]}' }]]);
});

test('one that is refused for its token is sent once more, whole, with a new one', async () => {
  const { sent, send } = server(['b']);
  const answer = await createAuthorizedFetch(tokens('a', 'b'), send)(request());
  expect(answer.status).toBe(200);
  expect(sent.map(({ token }) => token)).toEqual(['Bearer a', 'Bearer b']);
  expect(sent[1]?.body).toBe('{"ticket_ids":[1]}');
});

test('it is not sent a third time', async () => {
  const { sent, send } = server([]);
  expect((await createAuthorizedFetch(tokens('a', 'b'), send)(request())).status).toBe(401);
  expect(sent).toHaveLength(2);
});

test('a session that has ended gets the refusal', async () => {
  const { sent, send } = server([]);
  expect((await createAuthorizedFetch(tokens('a'), send)(request())).status).toBe(401);
  expect(sent).toHaveLength(1);
});

test('a wrong password is no refused token, and is not sent again', async () => {
  let sent = 0;
  const send = async () => {
    sent += 1;
    return new Response('', { status: 401, headers: { 'www-authenticate': 'Bearer realm="boxoffice"' } });
  };
  expect((await createAuthorizedFetch(tokens('a', 'b'), send)(request())).status).toBe(401);
  expect(sent).toBe(1);
});

test('without a session a request goes without a token', async () => {
  const { sent, send } = server([]);
  await createAuthorizedFetch(tokens(undefined), send)(request());
  expect(sent.map(({ token }) => token)).toEqual([null]);
});

test('what is open to anyone does not wait for a session', async () => {
  const never: Tokens = { token: () => new Promise(() => {}), renew: async () => undefined };
  const { sent, send } = server([]);
  await createAuthorizedFetch(never, send)(new Request('http://x.example/v1/events/7/seatmap?x=1'));
  expect(sent.map(({ token }) => token)).toEqual([null]);
});

test.each([
  ['/v1/events', true],
  ['/v1/events/7', true],
  ['/v1/events/7/seatmap/stream', true],
  ['/v1/partners/register', true],
  ['/v1/auth/login', true],
  ['/v1/auth/sessions', false],
  ['/v1/partners/events', false],
  ['/v1/eventsX', false],
  ['/v1/me', false],
])('%s is open: %s', (path, open) => {
  expect(isOpen(path)).toBe(open);
});
