import { describe, expect, test } from '@jest/globals';
import { ok, refusal } from '../support/answer.ts';
import type { Api } from '../support/api.ts';
import { present } from '../support/present.ts';
import type { Tokens } from '../support/resources.ts';

/** Sessions of pages, whose refresh token no script can read. */
export function cookieSessions({ call, get, customer }: Api): void {
  const send = (path: string, cookie: string, headers: Record<string, string> = {}) =>
    call<Tokens>('POST', path, { headers: { cookie, ...headers } });
  const refresh = (cookie: string, headers?: Record<string, string>) => send('/v1/auth/refresh', cookie, headers);
  const cookieOf = ({ headers }: { headers: Headers }) => present(headers.get('set-cookie')).split(';', 1)[0] ?? '';
  const isGood = async ({ access_token: token }: Tokens) =>
    ok(await get('/v1/me', { authorization: `Bearer ${token}` })) !== undefined;

  async function logInByCookie(): Promise<string> {
    const { email, password } = await customer();
    const answer = await call<Tokens>('POST', '/v1/auth/login', { body: { email, password, session: 'cookie' } });
    expect(ok(answer).refresh_token).toBeUndefined();
    expect(answer.headers.get('set-cookie')).toMatch(/; HttpOnly; SameSite=Strict$/);
    return cookieOf(answer);
  }

  describe('a session in a cookie', () => {
    test('goes on in every tab that is loaded again at the same moment', async () => {
      const cookie = await logInByCookie();
      const tabs = await Promise.all([refresh(cookie), refresh(cookie), refresh(cookie)]);
      for (const tab of tabs) expect(await isGood(ok(tab))).toBe(true);
      // Whichever answer came last, its cookie is the one that the browser keeps.
      const cookies = tabs.map(cookieOf);
      expect(new Set(cookies).size).toBe(3);
      const again = await Promise.all(cookies.map((kept) => refresh(kept)));
      for (const tab of again) expect(await isGood(ok(tab))).toBe(true);
    });

    test('can not be used or ended by a page elsewhere, which spends nothing', async () => {
      const cookie = await logInByCookie();
      for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'same-site' }]) {
        refusal(await refresh(cookie, headers), 403, 'cross_site_request');
        refusal(await send('/v1/auth/logout', cookie, headers), 403, 'cross_site_request');
      }
      const next = await refresh(cookie, { 'sec-fetch-site': 'same-origin' });
      expect(await isGood(ok(next))).toBe(true);
      const end = await send('/v1/auth/logout', cookieOf(next), { 'sec-fetch-site': 'same-origin' });
      expect([end.status, cookieOf(end)]).toEqual([204, 'boxoffice_refresh=']);
      refusal(await refresh(cookieOf(next)), 401, 'invalid_refresh_token');
    });
  });
}
