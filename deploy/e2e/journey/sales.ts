import { beforeAll, describe } from '@jest/globals';
import type { Api } from '../support/api.ts';
import { present } from '../support/present.ts';
import { salesFigures } from './sales-figures.ts';
import { salesLists } from './sales-lists.ts';
import { stageTrading, type Trading } from './trading.ts';

/** What the control panel tells partners. */
export function sales(api: Api): void {
  describe('the sales of a partner', () => {
    let staged: Trading | undefined;
    const trading = () => present(staged);

    beforeAll(async () => {
      staged = await stageTrading(api);
    });
    salesFigures(trading);
    salesLists(trading);
  });
}
