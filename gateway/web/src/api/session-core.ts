import { asProblem, problemOf } from './problem.ts';

/** What an account may do. */
export type Role = 'partner' | 'customer';

/** Who uses the application: `loading` until it is known. */
export type SessionState = { status: 'loading' | 'anonymous' | 'signed-in'; role?: Role; name?: string };

/** What a session needs of the browser. */
export type SessionParts = {
  fetch(path: string, init: RequestInit): Promise<Response>;
  /** A mark that this browser has a session; its value changes with each login. It is no secret, and holds no token. */
  mark: { get(): string | null; set(value: string | null): void };
  /** Runs work while no other tab does the same: a refresh token can be used once. */
  exclusively<Result>(work: () => Promise<Result>): Promise<Result>;
  now(): number;
  sleep(ms: number): Promise<void>;
};

/** The session of this tab. The access token lives in memory only, the refresh token in a cookie that scripts can't see. */
export type SessionCore = {
  state(): SessionState;
  subscribe(listener: () => void): () => void;
  /** Takes up the session of an earlier visit, if there is one. */
  start(): Promise<void>;
  /** Throws ProblemError, for example `invalid_credentials`. */
  login(email: string, password: string): Promise<Role>;
  /** Ends the session here and on the server. Throws ProblemError when the server could not be told. */
  logout(): Promise<void>;
  /** An access token that is good for a while; undefined without a session. Throws ProblemError without a server. */
  token(): Promise<string | undefined>;
  /** A token in the place of one that was refused. */
  renew(refused: string): Promise<string | undefined>;
  /** Shows another name, after the profile has changed. */
  rename(name: string): void;
  /** Another tab logged in or out. */
  heardOf(mark: string | null): void;
};

type Access = { token: string; role: Role; freshUntil: number; validUntil: number };
type Tokens = { access_token: string; expires_in: number; role: Role };

const MARGIN_MS = 30_000;
const ATTEMPTS_AFTER_MS = [500, 2000];
const ANONYMOUS: SessionState = { status: 'anonymous' };

function accessOf({ access_token: token, expires_in: seconds, role }: Tokens, now: number): Access {
  const lifetime = seconds * 1000;
  return { token, role, freshUntil: now + lifetime - Math.min(MARGIN_MS, lifetime / 5), validUntil: now + lifetime };
}

/** Creates the session of this tab; `start` begins it. */
export function createSessionCore(parts: SessionParts): SessionCore {
  const listeners = new Set<() => void>();
  let state: SessionState = { status: 'loading' };
  let access: Access | undefined;
  let refreshing: Promise<string | undefined> | undefined;
  // Counts logins and logouts: what was asked before one of them must not undo it.
  let era = 0;

  function show(next: SessionState): void {
    state = next;
    for (const listener of listeners) listener();
  }

  function post(path: string, body: object): Promise<Response> {
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    return parts.fetch(path, init).catch((error) => {
      throw asProblem(error);
    });
  }

  function forget(): void {
    era += 1;
    access = undefined;
    parts.mark.set(null);
    show(ANONYMOUS);
  }

  async function readName({ token, role }: Access, asked: number): Promise<void> {
    const response = await parts
      .fetch('/v1/me', { headers: { authorization: `Bearer ${token}` } })
      .catch(() => undefined);
    if (!response?.ok) return;
    const { name } = (await response.json()) as { name: string };
    if (asked === era) show({ status: 'signed-in', role, name });
  }

  function accept(tokens: Tokens): Access {
    access = accessOf(tokens, parts.now());
    if (state.status !== 'signed-in' || state.role !== access.role) show({ status: 'signed-in', role: access.role });
    if (state.name === undefined) void readName(access, era);
    return access;
  }

  async function refresh(): Promise<string | undefined> {
    const asked = era;
    const response = await parts.exclusively(() => post('/v1/auth/refresh', {}));
    if (asked !== era) return access?.token;
    if (response.ok) return accept((await response.json()) as Tokens).token;
    if (response.status !== 401) throw await problemOf(response);
    forget();
    return undefined;
  }

  function refreshOnce(): Promise<string | undefined> {
    refreshing ??= refresh().finally(() => {
      refreshing = undefined;
    });
    return refreshing;
  }

  async function token(): Promise<string | undefined> {
    if (access && parts.now() < access.freshUntil) return access.token;
    if (parts.mark.get() === null) return undefined;
    try {
      return await refreshOnce();
    } catch (error) {
      if (access && parts.now() < access.validUntil) return access.token;
      throw error;
    }
  }

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async start() {
      for (const pause of [...ATTEMPTS_AFTER_MS, 0]) {
        const known = await token().then(
          () => true,
          () => false,
        );
        if (known || state.status !== 'loading') break;
        await parts.sleep(pause);
      }
      if (state.status === 'loading') show(ANONYMOUS);
    },
    async login(email, password) {
      const response = await post('/v1/auth/login', { email, password, session: 'cookie' });
      if (!response.ok) throw await problemOf(response);
      const tokens = (await response.json()) as Tokens;
      era += 1;
      state = { status: 'loading' };
      parts.mark.set(String(parts.now()));
      return accept(tokens).role;
    },
    async logout() {
      const response = await post('/v1/auth/logout', {});
      if (!response.ok) throw await problemOf(response);
      forget();
    },
    token,
    async renew(refused) {
      if (access?.token === refused) access = undefined;
      return token();
    },
    rename(name) {
      if (state.status === 'signed-in') show({ ...state, name });
    },
    heardOf(mark) {
      era += 1;
      access = undefined;
      refreshing = undefined;
      if (mark === null) {
        show(ANONYMOUS);
        return;
      }
      // Another account may be behind it.
      show({ status: 'loading' });
      void token().catch(() => show(ANONYMOUS));
    },
  };
}
