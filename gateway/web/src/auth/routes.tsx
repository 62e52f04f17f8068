import type { RouteObject } from 'react-router';

/** The pages where accounts begin. */
export const authRoutes: RouteObject[] = [
  { path: 'login', lazy: async () => ({ Component: (await import('./login-page.tsx')).LoginPage }) },
  { path: 'register', lazy: async () => ({ Component: (await import('./register-page.tsx')).RegisterPage }) },
  {
    path: 'register/partner',
    lazy: async () => ({ Component: (await import('./register-page.tsx')).RegisterPartnerPage }),
  },
];
