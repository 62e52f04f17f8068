import { publisherOf } from '@boxoffice/platform';
import pg from 'pg';
import type { ServiceName } from '../foundation/secrets.ts';
import { republish } from './outbox.ts';

/** Services that hear events, and so may have dead letters. */
export const HEARING = ['inventory', 'order'] as const satisfies ServiceName[];

/** An event that a consumer could not apply. */
export type DeadLetter = {
  /** `<service>:<number>`. */
  id: string;
  service: ServiceName;
  consumer: string;
  eventId: string;
  subject: string;
  payload: Buffer;
  error: string;
  at: Date;
};

type Urls = Record<ServiceName, string>;

type LetterRow = {
  id: string;
  consumer: string;
  event_id: string;
  subject: string;
  payload: Buffer;
  error: string;
  created_at: Date;
};

async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Lists the dead letters of every service, oldest first. */
export async function listDeadLetters(urls: Urls): Promise<DeadLetter[]> {
  const letters: DeadLetter[] = [];
  for (const service of HEARING) {
    const { rows } = await connected(urls[service], (client) =>
      client.query<LetterRow>('select * from dead_letters order by id'),
    );
    for (const { id, event_id: eventId, created_at: at, ...letter } of rows) {
      letters.push({ ...letter, id: `${service}:${id}`, service, eventId, at });
    }
  }
  return letters.sort((a, b) => a.at.getTime() - b.at.getTime());
}

/**
 * Takes a letter out of the dead ones and lets its publisher send the event again: the consumer that failed tries anew,
 * the others ignore it. False when the publisher has no such event any more; the letter stays then.
 */
export function retryDeadLetter(urls: Urls, { id, service, eventId, subject }: DeadLetter): Promise<boolean> {
  return connected(urls[service], async (client) => {
    // Deleted before the event goes out and committed after: one that fails again is written down again.
    await client.query('begin');
    await client.query('delete from dead_letters where id = $1', [id.slice(service.length + 1)]);
    const sent = await republish(urls[publisherOf(subject) as ServiceName], eventId);
    await client.query(sent ? 'commit' : 'rollback');
    return sent;
  });
}
