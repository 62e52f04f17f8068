import { seeded } from '../../../e2e/support/random.ts';
import type { Requests } from '../job.ts';
import type { Outgoing, Source } from './source.ts';

/** GETs, each path as often as its weight says. */
export function readSource({ paths, encoding, seed }: Extract<Requests, { kind: 'reads' }>): Source {
  const random = seeded(seed);
  const headers = encoding === '' ? [] : ['accept-encoding', encoding];
  const requests = paths.map(({ path }): Outgoing => ({ method: 'GET', path, headers, body: null }));
  // Places in the list of requests, as often as their weights; drawing one is then a look-up.
  const draw = paths.flatMap(({ weight }, place) => Array.from({ length: weight }, () => place));
  return {
    next: () => requests[draw[random.integer(draw.length)] ?? 0],
    judge: (_sender, status) => status === 200,
  };
}
