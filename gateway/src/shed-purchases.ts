import { createAdmission } from './admission.ts';
import { problem } from './errors.ts';
import type { Shortcut } from './shortcuts.ts';

const PATH = '/v1/purchases';
const FULL = {
  status: 503,
  reason: 'overloaded',
  message: 'More purchases are under way than can be made in time; try again shortly.',
};
const HEADERS = ['content-type', 'application/problem+json', 'cache-control', 'no-store', 'retry-after', '2'];

/**
 * Has new purchases wait for their turn, and refuses them while more are under way than can be made in time, before
 * anything is spent on them.
 */
export function shedPurchases(admission = createAdmission()): Shortcut {
  return ({ method, url }, response, id) => {
    if (method !== 'POST' || url !== PATH) return undefined;
    if (!admission.isFull()) {
      const { turn, leave } = admission.enter();
      response.once('close', leave);
      return turn?.then(() => undefined);
    }
    const bytes = JSON.stringify(problem(FULL, id));
    const headers = [...HEADERS, 'content-length', String(bytes.length)];
    return { route: PATH, status: FULL.status, headers, bytes };
  };
}
