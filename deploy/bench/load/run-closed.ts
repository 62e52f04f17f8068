import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Connection } from './connection.ts';
import type { Source } from './sources/source.ts';
import type { Tally } from './tally.ts';

const BEGUN_AT_ONCE = 64;

/**
 * Every connection sends its next request as soon as the last one is answered, until a moment in milliseconds of
 * `performance.now()`. Answers how many were begun, once all of them are answered. Answers are read
 * while the last connections begin: whoever comes first does not wait until thousands of others have sent.
 */
export async function runClosed(
  connections: readonly Connection[],
  source: Source,
  tally: Tally,
  until: number,
): Promise<number> {
  let begun = 0;
  const senders: Promise<void>[] = [];
  for (const [sender, connection] of connections.entries()) {
    if (sender % BEGUN_AT_ONCE === BEGUN_AT_ONCE - 1) await nextTurn();
    senders.push(
      new Promise<void>((resolve) => {
        const next = () => {
          const since = performance.now();
          const request = since < until ? source.next(sender) : source.last?.(sender);
          if (request === undefined) {
            resolve();
            return;
          }
          begun++;
          connection.send(request, (status, start, bytes, error) => {
            tally.answer(status, source.judge(sender, status, start), since, bytes, error);
            // A connection that can't be made must not turn into a busy loop.
            if (error) setTimeout(next, 10);
            else next();
          });
        };
        next();
      }),
    );
  }
  await Promise.all(senders);
  return begun;
}
