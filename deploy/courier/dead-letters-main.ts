import { findDatabases } from '../audit/databases/find-databases.ts';
import { type DeadLetter, listDeadLetters, retryDeadLetter } from './dead-letters.ts';

const USAGE = 'Usage: npm run dead-letters -- list | show <id> | retry <id> | retry all';

const say = (line: string) => process.stdout.write(`${line}\n`);

function list(letters: DeadLetter[]): void {
  for (const { id, at, consumer, subject, error } of letters) {
    say([id, at.toISOString(), consumer, subject, error].join('  '));
  }
  say(`${letters.length} dead letters`);
}

function show({ id, at, consumer, subject, eventId, payload, error }: DeadLetter): void {
  say(
    JSON.stringify(
      { id, at, consumer, subject, event_id: eventId, payload: payload.toString('base64'), error },
      null,
      2,
    ),
  );
}

const [command, wanted] = process.argv.slice(2);
const databases = await findDatabases();
try {
  const letters = await listDeadLetters(databases.urls);
  const chosen = letters.filter(({ id }) => wanted === 'all' || id === wanted);
  if (command === 'list') list(letters);
  else if (wanted === undefined || (command !== 'show' && command !== 'retry')) {
    process.stderr.write(`${USAGE}\n`);
    process.exitCode = 2;
  } else if (chosen.length === 0 && wanted !== 'all') {
    process.stderr.write(`There is no dead letter ${wanted}.\n`);
    process.exitCode = 1;
  } else if (command === 'show') chosen.forEach(show);
  else {
    for (const letter of chosen) {
      const sent = await retryDeadLetter(databases.urls, letter);
      say(`${letter.id}  ${sent ? 'goes out again' : 'stays: its publisher has no such event any more'}`);
    }
  }
} finally {
  await databases.stop();
}
