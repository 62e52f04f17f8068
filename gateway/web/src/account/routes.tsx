import type { RouteObject } from 'react-router';

/** The page of the own account. */
export const accountRoutes: RouteObject[] = [
  { path: 'account', lazy: async () => ({ Component: (await import('./account-page.tsx')).AccountPage }) },
];
