export { loginFor } from './next-page.ts';
export { RequireRole } from './require-role.tsx';
