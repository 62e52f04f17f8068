import { createBatcher, type Revision, revisionSeen, type Snapshot } from '@boxoffice/kernel';
import { type Database, query } from './database.ts';
import { SNAPSHOT } from './snapshot.ts';

/** What a service tells of the state of what it stores. */
export type RevisionOptions = {
  /**
   * SQL expressions that never come back to an earlier value, one of which is another after each change: numbers that a
   * transaction takes once it has begun to write, or what it changes itself.
   */
  marks: string[];
  /** For so long, in milliseconds, answers may be given that were read earlier. */
  lagMs?: number;
};

/** A number of a sequence, for `marks`: the last one that was taken. */
export function lastOf(sequence: string): string {
  return `coalesce(pg_sequence_last_value('${sequence}'), 0)`;
}

/**
 * Answers a name of the state of what is stored, empty while changes are under way. As long as the name is the same, so is
 * whatever is read; with nothing but the name to be read, that costs little, however much is stored.
 */
export function followRevision(database: Database, { marks, lagMs = 0 }: RevisionOptions): () => Promise<string> {
  // The mark before the number of this transaction: whoever has taken a number that the mark shows has a smaller one.
  const text = `with seen as materialized (select concat_ws('-', ${marks.join(', ')}) as mark)
    select mark, ${SNAPSHOT} from seen`;
  let revision: Revision | undefined;

  // One look at a time, and each begins after it was asked for.
  const look = createBatcher<undefined, string>(async (asked) => {
    const begunAt = performance.now();
    const [row] = await query<{ mark: string } & Snapshot>(database.read(), text);
    if (!row) throw new Error('the database told no mark');
    revision = revisionSeen(revision, row.mark, row, performance.now());
    const { mark, settledAt = Number.POSITIVE_INFINITY } = revision;
    // What is given after `lagMs` was read when the mark was settled.
    const name = begunAt - settledAt >= lagMs ? mark : '';
    return asked.map(() => name);
  });
  return () => look(undefined);
}
