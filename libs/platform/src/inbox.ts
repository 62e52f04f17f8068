import type { EntityManager } from '@mikro-orm/postgresql';
import { type Database, query } from './database.ts';
import { asError, type Consumer, type EventMessage } from './event-bus.ts';
import type { Log } from './log.ts';

/** How a service applies events: `apply` runs in the transaction that remembers them as applied. */
export type InboxOptions = {
  /** `<service>-<usecase>`. */
  name: string;
  /** Subjects it hears; all of one publishing service. */
  subjects: string[];
  apply(em: EntityManager, messages: EventMessage[]): Promise<void>;
  /** Called after the commit that applied something. */
  applied?(): void;
  log: Log;
};

const MAX_ATTEMPTS = 12;

/**
 * A consumer that applies each event once: the event's id goes into the inbox in the same transaction as its effect, and
 * an id that is there already has no effect. A batch that fails is applied one by one, so that one bad event fails alone;
 * an event that fails 12 times becomes a dead letter.
 */
export function inboxConsumer(database: Database, { name, subjects, apply, applied, log }: InboxOptions): Consumer {
  async function applyOnce(messages: EventMessage[]): Promise<void> {
    await database.transaction(`apply ${name}`, async (em) => {
      const fresh = await query<{ event_id: string }>(
        em,
        `insert into inbox (consumer, event_id) select $1, id from unnest($2::uuid[]) as id
          on conflict do nothing returning event_id`,
        [name, [...new Set(messages.map(({ id }) => id))].sort()],
      );
      const ids = new Set(fresh.map((row) => row.event_id));
      const once = messages.filter(({ id }) => ids.delete(id));
      if (once.length > 0) await apply(em, once);
    });
    applied?.();
  }

  return {
    name,
    subjects,
    maxAttempts: MAX_ATTEMPTS,
    async handle(messages) {
      try {
        await applyOnce(messages);
        return messages.map(() => undefined);
      } catch (error) {
        if (messages.length === 1) return [asError(error)];
      }
      const results: (Error | undefined)[] = [];
      for (const message of messages) {
        results.push(await applyOnce([message]).then(() => undefined, asError));
      }
      return results;
    },
    async giveUp(message, error) {
      log.error(
        { err: error, consumer: name, event: message.id, subject: message.subject },
        'an event became a dead letter',
      );
      await query(
        database.read(),
        `insert into dead_letters (consumer, event_id, subject, payload, error) values ($1, $2, $3, $4, $5)
          on conflict do nothing`,
        [name, message.id, message.subject, Buffer.from(message.payload), error.message],
      );
    },
  };
}
