import { expect, test } from '@jest/globals';
import { createSessionCore, type SessionParts } from './session-core.ts';

type Answer = () => Response | Promise<Response>;

const tokens = (token: string, role = 'customer', seconds = 600) =>
  Response.json({ access_token: token, token_type: 'Bearer', expires_in: seconds, role });
const ended = () => Response.json({ reason: 'invalid_refresh_token', detail: 'Over.' }, { status: 401 });
const me = (name: string) => Response.json({ name });
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A session on a server whose answers are told by path, a clock that is set by hand, and a mark. */
function start({ mark = null as string | null, answers = {} as Record<string, Answer> } = {}) {
  const sent: string[] = [];
  let now = 1_000_000;
  let kept = mark;
  const parts: SessionParts = {
    async fetch(path) {
      sent.push(path);
      const answer = answers[path];
      if (!answer) throw new TypeError('Failed to fetch');
      return answer();
    },
    mark: {
      get: () => kept,
      set(value) {
        kept = value;
      },
    },
    exclusively: (work) => work(),
    now: () => now,
    sleep: async () => {},
  };
  const session = createSessionCore(parts);
  const states: string[] = [];
  session.subscribe(() => states.push(session.state().status));
  return {
    session,
    sent,
    states,
    answers,
    mark: () => kept,
    pass(seconds: number) {
      now += seconds * 1000;
    },
  };
}

test('a browser without a session asks for none', async () => {
  const { session, sent } = start();
  await session.start();
  expect(session.state()).toEqual({ status: 'anonymous' });
  expect(await session.token()).toBeUndefined();
  expect(sent).toEqual([]);
});

test('an earlier session is taken up, and its name read', async () => {
  const answers = { '/v1/auth/refresh': () => tokens('a', 'partner'), '/v1/me': () => me('Ana') };
  const { session, sent } = start({ mark: '1', answers });
  await session.start();
  expect(session.state()).toMatchObject({ status: 'signed-in', role: 'partner' });
  await turn();
  expect(session.state()).toEqual({ status: 'signed-in', role: 'partner', name: 'Ana' });
  expect(await session.token()).toBe('a');
  expect(sent).toEqual(['/v1/auth/refresh', '/v1/me']);
});

test('a session that has ended leaves no mark', async () => {
  const { session, mark } = start({ mark: '1', answers: { '/v1/auth/refresh': ended } });
  await session.start();
  expect([session.state(), mark()]).toEqual([{ status: 'anonymous' }, null]);
});

test('a server that is away for a moment ends no session', async () => {
  let asked = 0;
  const refresh = () => {
    asked += 1;
    if (asked < 3) throw new TypeError('Failed to fetch');
    return tokens('a');
  };
  const { session, mark } = start({ mark: '1', answers: { '/v1/auth/refresh': refresh } });
  await session.start();
  expect([session.state().status, mark()]).toEqual(['signed-in', '1']);
});

test('a server that stays away leaves the mark for later', async () => {
  const { session, mark, answers } = start({ mark: '1' });
  await session.start();
  expect([session.state(), mark()]).toEqual([{ status: 'anonymous' }, '1']);
  await expect(session.token()).rejects.toMatchObject({ reason: 'network' });
  answers['/v1/auth/refresh'] = () => tokens('b');
  expect(await session.token()).toBe('b');
  expect(session.state().status).toBe('signed-in');
});

test('a login asks for a cookie and marks the browser', async () => {
  const { session, mark, states } = start({ answers: { '/v1/auth/login': () => tokens('a') } });
  await session.start();
  expect(await session.login('rui@mail.example', 'secret')).toBe('customer');
  expect([session.state(), await session.token(), mark() !== null]).toEqual([
    { status: 'signed-in', role: 'customer' },
    'a',
    true,
  ]);
  expect(states.at(-1)).toBe('signed-in');
});

test('a refused login changes nothing', async () => {
  const refused = () => Response.json({ reason: 'invalid_credentials', detail: 'No.' }, { status: 401 });
  const { session, mark } = start({ answers: { '/v1/auth/login': refused } });
  await session.start();
  await expect(session.login('x', 'y')).rejects.toMatchObject({ status: 401, reason: 'invalid_credentials' });
  expect([session.state(), mark()]).toEqual([{ status: 'anonymous' }, null]);
});

test('a token is renewed shortly before its end, once for all who ask', async () => {
  let made = 0;
  const refresh = () => tokens(`t${++made}`);
  const { session, pass, sent } = start({ mark: '1', answers: { '/v1/auth/refresh': refresh } });
  await session.start();
  pass(569);
  expect(await session.token()).toBe('t1');
  pass(2);
  expect(await Promise.all([session.token(), session.token(), session.token()])).toEqual(['t2', 't2', 't2']);
  expect(sent.filter((path) => path === '/v1/auth/refresh')).toHaveLength(2);
});

test('a token of a few seconds is not renewed at every use', async () => {
  let made = 0;
  const { session, pass } = start({
    mark: '1',
    answers: { '/v1/auth/refresh': () => tokens(`t${++made}`, 'customer', 5) },
  });
  await session.start();
  pass(3);
  expect(await session.token()).toBe('t1');
  pass(1.5);
  expect(await session.token()).toBe('t2');
});

test('while the server is away a token serves to its very end', async () => {
  const { session, pass, answers } = start({ mark: '1', answers: { '/v1/auth/refresh': () => tokens('a') } });
  await session.start();
  delete answers['/v1/auth/refresh'];
  pass(580);
  expect(await session.token()).toBe('a');
  pass(30);
  await expect(session.token()).rejects.toMatchObject({ reason: 'network' });
});

test('a refused token is renewed, unless another one is there already', async () => {
  let made = 0;
  const { session, sent } = start({ mark: '1', answers: { '/v1/auth/refresh': () => tokens(`t${++made}`) } });
  await session.start();
  expect(await session.renew('t1')).toBe('t2');
  expect(await session.renew('t1')).toBe('t2');
  expect(sent.filter((path) => path === '/v1/auth/refresh')).toHaveLength(2);
});

test('a logout ends the session on the server first', async () => {
  const answers: Record<string, Answer> = { '/v1/auth/login': () => tokens('a') };
  const { session, mark } = start({ answers });
  await session.login('x', 'y');
  await expect(session.logout()).rejects.toMatchObject({ reason: 'network' });
  expect([session.state().status, mark() === null]).toEqual(['signed-in', false]);
  answers['/v1/auth/logout'] = () => new Response(null, { status: 204 });
  await session.logout();
  expect([session.state(), mark(), await session.token()]).toEqual([{ status: 'anonymous' }, null, undefined]);
});

test('a refresh that comes back after the logout does not sign in again', async () => {
  const { promise, resolve } = Promise.withResolvers<Response>();
  const answers: Record<string, Answer> = {
    '/v1/auth/refresh': () => promise,
    '/v1/auth/logout': () => new Response(null, { status: 204 }),
  };
  const { session } = start({ mark: '1', answers });
  const token = session.token();
  await session.logout();
  resolve(tokens('late'));
  expect(await token).toBeUndefined();
  expect(session.state()).toEqual({ status: 'anonymous' });
});

test('a name that comes after the logout is not shown', async () => {
  const { promise, resolve } = Promise.withResolvers<Response>();
  const answers: Record<string, Answer> = {
    '/v1/auth/login': () => tokens('a'),
    '/v1/me': () => promise,
    '/v1/auth/logout': () => new Response(null, { status: 204 }),
  };
  const { session } = start({ answers });
  await session.login('x', 'y');
  await session.logout();
  resolve(me('Rui'));
  await turn();
  expect(session.state()).toEqual({ status: 'anonymous' });
});

test('this tab follows the logout and the login of another one', async () => {
  let account = 'first';
  const answers = {
    '/v1/auth/refresh': () => tokens(account, account === 'first' ? 'customer' : 'partner'),
    '/v1/me': () => me(account),
  };
  const { session } = start({ mark: '1', answers });
  await session.start();
  await turn();
  session.heardOf(null);
  expect(session.state()).toEqual({ status: 'anonymous' });
  account = 'second';
  session.heardOf('2');
  expect(session.state()).toEqual({ status: 'loading' });
  await turn();
  await turn();
  expect(session.state()).toEqual({ status: 'signed-in', role: 'partner', name: 'second' });
});

test('a changed name is shown at once', async () => {
  const { session } = start({ answers: { '/v1/auth/login': () => tokens('a'), '/v1/me': () => me('Rui') } });
  await session.login('x', 'y');
  await turn();
  session.rename('Rui Lima');
  expect(session.state().name).toBe('Rui Lima');
});
