import type { Requests } from '../job.ts';
import { churnSource } from './churn.ts';
import { loginSource } from './logins.ts';
import { onSaleSource } from './on-sale.ts';
import { purchaseSource } from './purchases.ts';
import { readSource } from './reads.ts';
import type { Source } from './source.ts';

/** The source of a job's requests. */
export function createSource(requests: Requests): Source {
  switch (requests.kind) {
    case 'purchases':
      return purchaseSource(requests);
    case 'on-sale':
      return onSaleSource(requests);
    case 'churn':
      return churnSource(requests);
    case 'reads':
      return readSource(requests);
    case 'logins':
      return loginSource(requests);
  }
}
