import { parseArgs } from 'node:util';
import { ConfigError, stopWithParent } from '@boxoffice/platform';
import { audit } from './audit.ts';
import { CannotAudit, reasonOf } from './cannot-audit.ts';
import { findDatabases } from './databases/find-databases.ts';
import { createProgress } from './progress.ts';
import { renderJson, renderText } from './report.ts';

const USAGE = `Checks the invariants of a platform in its databases, reading only.

  npm run audit [-- --json] [-- --grace SECONDS]

  --json     print one JSON document
  --grace    what is this many seconds past its deadline is late; 60 unless told

Databases: IDENTITY_DATABASE_URL, CATALOG_DATABASE_URL, INVENTORY_DATABASE_URL and ORDER_DATABASE_URL; or the server in
POSTGRES_URL; or the data folder BOXOFFICE_DATA (.data unless told), whether its platform runs or not.
Exit code: 0 when clean, 1 on violations, 2 when nothing could be audited.
`;

type Options = { json: boolean; graceSeconds: number };

function readArguments() {
  const options = {
    json: { type: 'boolean', default: false },
    grace: { type: 'string', default: '60' },
    help: { type: 'boolean', default: false },
  } as const;
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    throw new CannotAudit(`${reasonOf(error)}\n\n${USAGE}`);
  }
}

/** What is asked for; undefined when it is help. */
function readOptions(): Options | undefined {
  const { json, grace, help } = readArguments();
  const graceSeconds = Number(grace);
  if (grace.trim() === '' || !Number.isFinite(graceSeconds) || graceSeconds < 0) {
    throw new CannotAudit(`--grace: "${grace}" is no number of seconds.`);
  }
  return help ? undefined : { json, graceSeconds };
}

let stop: () => Promise<void> = async () => undefined;

async function main({ json, graceSeconds }: Options): Promise<number> {
  const found = await findDatabases();
  stop = found.stop;
  const progress = createProgress();
  const { stoppedAt: asOf, source } = found;
  try {
    // Where nothing runs, nothing moves, and one look tells.
    const rounds = asOf ? 1 : 3;
    const report = await audit(found.urls, { asOf, graceSeconds, rounds, progress: progress.step });
    progress.end();
    process.stdout.write((json ? renderJson : renderText)(report, { source, asOf, graceSeconds }));
    return report.clean ? 0 : 1;
  } finally {
    progress.end();
    await found.stop();
  }
}

function explain(error: unknown): string {
  if (error instanceof CannotAudit || error instanceof ConfigError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

// What was started for the audit ends with it.
function giveUp(): void {
  void stop()
    .catch(() => undefined)
    .then(() => process.exit(2));
}

process.once('SIGINT', giveUp);
process.once('SIGTERM', giveUp);
stopWithParent(giveUp);

const asJson = process.argv.includes('--json');
try {
  const options = readOptions();
  if (options) process.exitCode = await main(options);
  else process.stdout.write(USAGE);
} catch (error) {
  if (asJson) process.stdout.write(`${JSON.stringify({ error: explain(error) })}\n`);
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = 2;
}
