import pg from 'pg';

const AT_ONCE = 5000;

/** Which events are to be published again. */
export type Replay = {
  /** The publishing service's database. */
  url: string;
  /** Recorded at or after it. */
  since: Date;
  /** Told after each batch: rows so far. */
  progress(rows: number): void;
};

/**
 * Lets a service publish again what it has published since a moment; its relay does so at once where it runs, or at the
 * next start. Consumers that have applied an event ignore it. Answers how many.
 */
export async function replayOutbox({ url, since, progress }: Replay): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    let rows = 0;
    for (let after = 0, full = true; full; ) {
      const { rows: marked } = await client.query<{ id: string | number }>(
        `update outbox set published_at = null, replays = replays + 1
          where id in (select id from outbox where created_at >= $1 and published_at is not null and id > $2
                        order by id limit $3)
        returning id`,
        [since, after, AT_ONCE],
      );
      rows += marked.length;
      progress(rows);
      after = Math.max(after, ...marked.map(({ id }) => Number(id)));
      full = marked.length === AT_ONCE;
    }
    return rows;
  } finally {
    await client.end();
  }
}

/** Lets a service publish one event again. False when it never recorded such an event. */
export async function republish(url: string, eventId: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query(
      'update outbox set published_at = null, replays = replays + 1 where event_id = $1',
      [eventId],
    );
    return rowCount === 1;
  } finally {
    await client.end();
  }
}
