import { createPassKeys } from '../passes/pass-keys.ts';
import { cancelPurchase } from './cancel-purchase.ts';
import type { Driver } from './drive-purchase.ts';
import { getPass } from './get-pass.ts';
import { getRefundProgress } from './get-refund-progress.ts';
import { hearProvider } from './hear-provider.ts';
import { listFailures } from './list-failures.ts';
import { listSaleChanges } from './list-sale-changes.ts';
import { listSales } from './list-sales.ts';
import { ownPurchase } from './own-purchase.ts';
import { payPurchase } from './pay-purchase.ts';
import type { Driving } from './perform-effects.ts';
import { placePurchase } from './place-purchase.ts';
import type { CatalogPort } from './ports.ts';
import { listPurchaseHistory, listPurchases } from './read-purchases.ts';
import { summarizeSales } from './summarize-sales.ts';

/** What order's use cases need. */
export type Needs = Omit<Driving, 'committed'> & {
  driver: Driver;
  catalog: CatalogPort;
  /** `iss` of the codes of passes. */
  passIssuer: string;
};

/** Everything order can do. */
export function createUseCases(needs: Needs) {
  const { database, driver, catalog, wire, clock, settings } = needs;
  const own = ownPurchase(database);
  const passKeys = createPassKeys(database, needs.passIssuer);
  return {
    place: placePurchase(needs),
    pay: payPurchase(database, driver, own, catalog, clock),
    cancel: cancelPurchase(database, driver, own, catalog, wire, clock),
    getPurchase: own,
    listPurchases: listPurchases(database),
    listPurchaseHistory: listPurchaseHistory(database, own),
    getPass: getPass(own, passKeys),
    getPassKeys: passKeys.keySet,
    listSales: listSales(database),
    listSaleChanges: listSaleChanges(database, clock),
    getRefundProgress: getRefundProgress(database),
    listFailures: listFailures(database),
    summarizeSales: summarizeSales(database),
    hearProvider: hearProvider(needs, settings.paymentTimeoutMs),
    paymentProvider: needs.provider.name,
  };
}

/** See `createUseCases`. */
export type UseCases = ReturnType<typeof createUseCases>;
