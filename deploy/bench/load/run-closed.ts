import type { Connection } from './connection.ts';
import type { Source } from './sources/source.ts';
import type { Tally } from './tally.ts';

/**
 * Every connection sends its next request as soon as the last one is answered, until a moment in milliseconds of
 * `performance.now()`. Answers how many were begun, once all of them are answered.
 */
export async function runClosed(
  connections: readonly Connection[],
  source: Source,
  tally: Tally,
  until: number,
): Promise<number> {
  let begun = 0;
  const senders = connections.map(
    (connection, sender) =>
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
  await Promise.all(senders);
  return begun;
}
