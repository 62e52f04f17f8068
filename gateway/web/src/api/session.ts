import { useSyncExternalStore } from 'react';
import { createSessionCore, type SessionState } from './session-core.ts';

export type { Role, SessionState } from './session-core.ts';

const MARK = 'boxoffice.session';
const LOCK = 'boxoffice.session';

// A browser that keeps nothing has a session only as long as the page lives.
let unkept: string | null = null;

function getMark(): string | null {
  try {
    return localStorage.getItem(MARK) ?? unkept;
  } catch {
    return unkept;
  }
}

function setMark(value: string | null): void {
  unkept = value;
  try {
    if (value === null) localStorage.removeItem(MARK);
    else localStorage.setItem(MARK, value);
  } catch {
    // `unkept` has it.
  }
}

/** The session of this tab: who is signed in, and the access token. */
export const session = createSessionCore({
  fetch: (path, init) => fetch(path, { ...init, credentials: 'same-origin' }),
  mark: { get: getMark, set: setMark },
  // The lock's own answer type does not unwrap promises.
  exclusively: async (work) => ('locks' in navigator ? navigator.locks.request(LOCK, work) : work()),
  now: () => Date.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
});

/** Begins the session of this page, and follows what other tabs do. */
export function startSession(): void {
  window.addEventListener('storage', ({ key, newValue }) => {
    if (key === MARK) session.heardOf(newValue);
  });
  void session.start();
}

/** Who is signed in. */
export function useSession(): SessionState {
  return useSyncExternalStore(session.subscribe, session.state);
}
