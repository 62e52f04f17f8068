import { describe, expect, test } from '@jest/globals';
import { ok, refusal, sameEveryTime } from '../support/answer.ts';
import { type Api, newCustomer, newPartner } from '../support/api.ts';
import { at } from '../support/present.ts';
import type { Account } from '../support/resources.ts';
import { expectShape } from '../support/shapes.ts';

/** New accounts, and what they are refused for. */
export function registration({ post, get, customer, partner }: Api): void {
  describe('registration', () => {
    test('makes a partner', async () => {
      const { password, ...fields } = newPartner();
      const answer = await post<Account>('/v1/partners/register', { ...fields, password });
      const account = ok(answer, 201);
      expectShape('partner', account);
      expect(account).toMatchObject(fields);
      expect(answer.text).not.toContain(password);
    });

    test('makes a customer', async () => {
      const { password, ...fields } = newCustomer();
      const answer = await post<Account>('/v1/customers/register', { ...fields, password });
      const account = ok(answer, 201);
      expectShape('customer', account);
      expect(account).toMatchObject(fields);
      expect(answer.text).not.toContain(password);
    });

    test('refuses an e-mail that another account has, in either role and in any case', async () => {
      const { email } = await customer();
      for (const taken of [email, email.toUpperCase()]) {
        refusal(await post('/v1/customers/register', newCustomer({ email: taken })), 409, 'email_taken');
        refusal(await post('/v1/partners/register', newPartner({ email: taken })), 409, 'email_taken');
      }
    });

    test('gives an e-mail to one of many who ask for it at once', async () => {
      const { email } = newCustomer();
      const answers = await Promise.all(
        Array.from({ length: 6 }, () => post('/v1/customers/register', newCustomer({ email }))),
      );
      const [made, ...refused] = answers.sort((a, b) => a.status - b.status);
      expect(made?.status).toBe(201);
      for (const answer of refused) refusal(answer, 409, 'email_taken');
    });

    test.each([
      ['common', 'password123', 'weak_password'],
      ['short', 'k7#Qz!x', 'validation_failed'],
      ['long', 'x7'.repeat(65), 'validation_failed'],
    ])('refuses a %s password', async (_what, password, reason) => {
      const { errors } = refusal(await post('/v1/customers/register', { ...newCustomer(), password }), 400, reason);
      expect(errors).toEqual([{ field: 'password', message: expect.any(String) }]);
    });

    test('names every field that is wrong', async () => {
      const { errors } = refusal(
        await post('/v1/partners/register', { name: '', email: 'x' }),
        400,
        'validation_failed',
      );
      expect(errors.map(({ field }) => field).sort()).toEqual(['company_name', 'email', 'name', 'password']);
    });

    test('lets both roles see and change their own account', async () => {
      const [shop, buyer] = await Promise.all([partner(), customer()]);
      const { role: _, ...seen } = ok(await shop.get<Account & { role: string }>('/v1/me'));
      expect(seen).toEqual(shop.account);
      const changed = ok(await buyer.patch<Account>('/v1/me', { name: 'Carla Costa', phone: '+55 11 90000-0000' }));
      expect(changed).toEqual({ ...buyer.account, role: 'customer', name: 'Carla Costa', phone: '+55 11 90000-0000' });
      expect(ok(await buyer.get('/v1/me'))).toEqual(changed);
      refusal(await buyer.patch('/v1/me', { email: shop.email.toUpperCase() }), 409, 'email_taken');
      refusal(await get('/v1/me'), 401, 'unauthenticated');
    });
  });
}

/** Who gets in, and what who does not is told. */
export function logins({ post, logIn, customer, partner }: Api): void {
  const median = (times: number[]) =>
    at(
      times.toSorted((a, b) => a - b),
      times.length >> 1,
    );
  const timed = async (email: string) => {
    const start = performance.now();
    const answer = await post('/v1/auth/login', { email, password: 'not the password' });
    return { answer, ms: performance.now() - start };
  };

  describe('login', () => {
    test('answers a bearer token that says the role', async () => {
      for (const [person, role] of [
        [await partner(), 'partner'],
        [await customer(), 'customer'],
      ] as const) {
        const tokens = await logIn(person.email.toUpperCase(), person.password);
        expectShape('tokens', tokens);
        expect(tokens).toMatchObject({ token_type: 'Bearer', role });
        expect(tokens.expires_in).toBeLessThanOrEqual(600);
      }
    });

    test('does not tell whether it was the e-mail or the password', async () => {
      const { email } = await customer();
      const { email: unknown } = newCustomer();
      const wrong: number[] = [];
      const nobody: number[] = [];
      for (let i = 0; i < 5; i++) {
        const [known, stranger] = [await timed(email), await timed(unknown)];
        const problem = refusal(known.answer, 401, 'invalid_credentials');
        expect(sameEveryTime(refusal(stranger.answer, 401, 'invalid_credentials'))).toEqual(sameEveryTime(problem));
        expect(stranger.answer.headers.has('www-authenticate')).toBe(known.answer.headers.has('www-authenticate'));
        wrong.push(known.ms);
        nobody.push(stranger.ms);
      }
      expect(median(nobody)).toBeGreaterThan(median(wrong) / 3);
    });

    test('can keep the refresh token in a cookie that no script reads', async () => {
      const { email, password } = await customer();
      const answer = await post('/v1/auth/login', { email, password, session: 'cookie' });
      expect(Object.keys(ok(answer) as object)).not.toContain('refresh_token');
      const [cookie = ''] = answer.headers.getSetCookie();
      expect(cookie).toMatch(/HttpOnly/i);
      expect(cookie).toMatch(/SameSite=Strict/i);
      const refreshed = await post('/v1/auth/refresh', undefined, { cookie: at(cookie.split(';'), 0) });
      expect(Object.keys(ok(refreshed) as object)).not.toContain('refresh_token');
      expect(refreshed.headers.getSetCookie()[0]).not.toBe(cookie);
    });
  });
}
