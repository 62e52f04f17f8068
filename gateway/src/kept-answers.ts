import type { Config } from './config.ts';
import type { Draining } from './draining.ts';
import { matchesTag, type PublicReads, type Ready } from './public-reads.ts';
import { flatten, type ShortAnswer, type Shortcut } from './shortcuts.ts';

const BODY_ONLY = /^content-/;

/** Both answers there are to one form of a kept body: the whole of it, and that the client has it. */
function answersOf({ route, form: { body, headers } }: Ready, vary: string): { whole: ShortAnswer; same: ShortAnswer } {
  const all = { ...headers, vary: vary + headers.vary, 'content-length': String(body.length) };
  const without = Object.fromEntries(Object.entries(all).filter(([name]) => !BODY_ONLY.test(name)));
  return {
    whole: { route, status: 200, headers: flatten(all), bytes: body.toString('latin1') },
    same: { route, status: 304, headers: flatten(without) },
  };
}

/**
 * Answers public GETs whose answer is kept, made anew when it is too old. They count for no rate limit, since a refusal would cost as much. Pages of
 * other origins, and clients that are to be sent elsewhere, are left to the routes.
 */
export function keptAnswers(
  reads: Pick<PublicReads, 'ready'>,
  draining: Pick<Draining, 'begun'>,
  { corsOrigins }: Pick<Config, 'corsOrigins'>,
): Shortcut {
  const vary = corsOrigins.length > 0 ? 'Origin, ' : '';
  const prepared = new WeakMap<Ready['form'], ReturnType<typeof answersOf>>();

  function choose(ready: Ready, ifNoneMatch: string | undefined): ShortAnswer {
    const answers = prepared.get(ready.form) ?? answersOf(ready, vary);
    prepared.set(ready.form, answers);
    return matchesTag(ifNoneMatch, ready.etag) ? answers.same : answers.whole;
  }

  return ({ method, url = '', headers }) => {
    if (method !== 'GET' || headers.origin !== undefined || draining.begun()) return undefined;
    const ready = reads.ready(url, headers['accept-encoding']);
    const tag = headers['if-none-match'];
    if (ready instanceof Promise) return ready.then((renewed) => renewed && choose(renewed, tag));
    return ready && choose(ready, tag);
  };
}
