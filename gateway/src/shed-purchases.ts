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

/** Refuses new purchases while more are under way than can be made in time, before anything is spent on them. */
export function shedPurchases(admission = createAdmission()): Shortcut {
  return ({ method, url }, response, id) => {
    if (method !== 'POST' || url !== PATH) return undefined;
    if (!admission.isFull()) {
      response.once('close', admission.enter());
      return undefined;
    }
    const bytes = JSON.stringify(problem(FULL, id));
    const headers = [...HEADERS, 'content-length', String(bytes.length)];
    return { route: PATH, status: FULL.status, headers, bytes };
  };
}
