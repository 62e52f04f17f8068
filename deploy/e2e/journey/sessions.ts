import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { ok, refusal, sameEveryTime } from '../support/answer.ts';
import type { Api } from '../support/api.ts';
import { present } from '../support/present.ts';
import type { Page, Session, Tokens } from '../support/resources.ts';
import { expectShape } from '../support/shapes.ts';

/** For how long the platform under test takes an exchanged refresh token once more. */
export const REFRESH_GRACE_SECONDS = 1;

/** How sessions go on and end. */
export function sessions({ post, get, call, logIn, customer }: Api): void {
  const refresh = (token: string | undefined) => post<Tokens>('/v1/auth/refresh', { refresh_token: token });
  const bearer = ({ access_token: token }: Tokens) => ({ authorization: `Bearer ${token}` });

  describe('a session', () => {
    test('goes on with a new pair of tokens each time', async () => {
      const { tokens } = await customer();
      const next = ok(await refresh(tokens.refresh_token));
      expectShape('tokens', next);
      expect(next.refresh_token).not.toBe(tokens.refresh_token);
      expect(ok(await get('/v1/me', bearer(next)))).toMatchObject({ role: 'customer' });
      expectShape('tokens', ok(await refresh(next.refresh_token)));
    });

    test('ends when an old refresh token turns up again, for somebody has a copy', async () => {
      const { tokens } = await customer();
      const next = ok(await refresh(tokens.refresh_token));
      await sleep(REFRESH_GRACE_SECONDS * 1000 + 200);
      refusal(await refresh(tokens.refresh_token), 401, 'invalid_refresh_token');
      refusal(await refresh(next.refresh_token), 401, 'invalid_refresh_token');
    });

    test('ends with the logout, and only this one', async () => {
      const { email, password, tokens } = await customer();
      const other = await logIn(email, password);
      expect((await post('/v1/auth/logout', { refresh_token: tokens.refresh_token })).status).toBe(204);
      refusal(await refresh(tokens.refresh_token), 401, 'invalid_refresh_token');
      ok(await refresh(other.refresh_token));
    });

    test('is listed among others and can be ended from afar, by its owner alone', async () => {
      const [owner, stranger] = await Promise.all([customer(), customer()]);
      const other = await logIn(owner.email, owner.password);
      const { data } = ok(await owner.get<Page<Session>>('/v1/auth/sessions'));
      expect(data.map(({ current }) => current).sort()).toEqual([false, true]);
      const { id } = present(data.find(({ current }) => !current));

      const foreign = refusal(await stranger.call('DELETE', `/v1/auth/sessions/${id}`), 404, 'session_not_found');
      const missing = refusal(await stranger.call('DELETE', '/v1/auth/sessions/999999999'), 404, 'session_not_found');
      expect(sameEveryTime(foreign)).toEqual(sameEveryTime(missing));

      expect((await owner.call('DELETE', `/v1/auth/sessions/${id}`)).status).toBe(204);
      refusal(await refresh(other.refresh_token), 401, 'invalid_refresh_token');
      expect(ok(await owner.get<Page<Session>>('/v1/auth/sessions')).data).toHaveLength(1);
    });

    test('survives a change of the password only where it was changed', async () => {
      const { email, password, post: postAs, tokens } = await customer();
      const other = await logIn(email, password);
      const change = (current: string, wanted: string) =>
        postAs('/v1/me/password', { current_password: current, new_password: wanted });
      refusal(await change('not the password', 'a much better phrase'), 401, 'invalid_credentials');
      refusal(await change(password, 'password123'), 400, 'weak_password');
      expect((await change(password, 'a much better phrase')).status).toBe(204);
      refusal(await refresh(other.refresh_token), 401, 'invalid_refresh_token');
      ok(await refresh(tokens.refresh_token));
      refusal(await post('/v1/auth/login', { email, password }), 401, 'invalid_credentials');
      await logIn(email, 'a much better phrase');
    });
  });

  test('a refresh token that never was is refused, and no refresh token is', async () => {
    refusal(await refresh('x'.repeat(43)), 401, 'invalid_refresh_token');
    refusal(await call('POST', '/v1/auth/refresh'), 401, 'invalid_refresh_token');
  });
}
