import { parseArgs } from 'node:util';
import { findDatabases } from '../audit/databases/find-databases.ts';
import { replayOutbox } from './outbox.ts';

const PUBLISHING = ['catalog', 'order'] as const;
const USAGE = 'Usage: npm run outbox:replay -- --since 2026-11-23T00:00:00Z [--service catalog|order]';

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}

function readArguments(): { since: Date; services: readonly (typeof PUBLISHING)[number][] } {
  const { values } = parseArgs({ options: { since: { type: 'string' }, service: { type: 'string' } } });
  const since = new Date(values.since ?? '');
  if (Number.isNaN(since.getTime())) fail(`--since needs a time, as in 2026-11-23T00:00:00Z.\n${USAGE}`);
  const services = PUBLISHING.filter((name) => values.service === undefined || name === values.service);
  if (services.length === 0) fail(`${values.service} publishes nothing.\n${USAGE}`);
  return { since, services };
}

const { since, services } = readArguments();
const databases = await findDatabases();
try {
  for (const service of services) {
    const progress = (rows: number) => process.stdout.write(`${service}: ${rows} events to be published again\n`);
    await replayOutbox({ url: databases.urls[service], since, progress });
  }
} finally {
  await databases.stop();
}
