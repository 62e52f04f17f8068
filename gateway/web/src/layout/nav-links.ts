import type { Role } from '../api/session.ts';

/** The pages that the navigation leads to. */
export function linksFor(role: Role | undefined) {
  const events = { to: '/', text: 'events' } as const;
  if (role === 'partner') return [events, { to: '/panel', text: 'panel' } as const];
  if (role === 'customer') return [events, { to: '/purchases', text: 'purchases' } as const];
  return [events];
}
