import { keepForTeardown } from './teardown.ts';
import { ADMIN_URL, startTestPostgres } from './test-postgres.ts';

/** Starts the one PostgreSQL of a jest run, unless one is given, and tells the tests its URL by the environment. */
export default async function globalSetup(): Promise<void> {
  if (process.env[ADMIN_URL] !== undefined) {
    return;
  }
  // By default a signal ends jest without a teardown; an orderly exit takes PostgreSQL along.
  process.once('SIGINT', () => process.exit(130));
  process.once('SIGTERM', () => process.exit(143));
  const { adminUrl, stop } = await startTestPostgres();
  process.env[ADMIN_URL] = adminUrl;
  keepForTeardown(async () => {
    delete process.env[ADMIN_URL];
    await stop();
  });
}
