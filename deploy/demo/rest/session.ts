import type { Page } from './answers.ts';
import { Problem, type RestClient, type RestRequest } from './client.ts';

/** An account that is logged in. */
export type Session = {
  id: number;
  email: string;
  /** Sends a request as this account; logs in again when its access token has expired. */
  call<Body>(method: 'GET' | 'POST', path: string, request?: Omit<RestRequest, 'token'>): Promise<Body>;
  /** Reads every page of a list. */
  list<Row>(path: string): Promise<Row[]>;
};

/** Logs an account in. Throws Problem `invalid_credentials`. */
export async function openSession(rest: RestClient, email: string, password: string): Promise<Session> {
  const logIn = async () => {
    const body = { email, password };
    return (await rest.call<{ access_token: string }>('POST', '/v1/auth/login', { body })).access_token;
  };
  let token = await logIn();

  async function call<Body>(method: 'GET' | 'POST', path: string, request: Omit<RestRequest, 'token'> = {}) {
    try {
      return await rest.call<Body>(method, path, { ...request, token });
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 401) throw error;
      token = await logIn();
      return rest.call<Body>(method, path, { ...request, token });
    }
  }

  async function list<Row>(path: string): Promise<Row[]> {
    const rows: Row[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const position = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const page: Page<Row> = await call('GET', `${path}?limit=100${position}`);
      rows.push(...page.data);
      cursor = page.next_cursor;
    }
    return rows;
  }

  const { id } = await call<{ id: number }>('GET', '/v1/me');
  return { id, email, call, list };
}
