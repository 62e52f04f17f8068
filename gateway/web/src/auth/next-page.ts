import type { Role } from '../api/session.ts';

/** Where an account begins. */
export function homeOf(role: Role): string {
  return role === 'partner' ? '/panel' : '/';
}

/** The address of the login that leads back to a page. */
export function loginFor(page: string): string {
  return page === '/' ? '/login' : `/login?next=${encodeURIComponent(page)}`;
}

/** The page to go on with after the login: one of this application, never another site's. */
export function nextPage(next: string | null): string | undefined {
  if (next === null || !/^\/(?![/\\])/.test(next) || next.includes('\\')) return undefined;
  const url = new URL(next, 'http://boxoffice.invalid');
  if (url.origin !== 'http://boxoffice.invalid' || url.pathname.startsWith('/login')) return undefined;
  return url.pathname + url.search + url.hash;
}
