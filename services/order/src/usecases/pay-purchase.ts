import type { Clock } from '@boxoffice/kernel';
import type { Database } from '@boxoffice/platform';
import { requirePayable } from '../domain/rules.ts';
import { claimKey, findAnswer } from '../storage/keys.ts';
import { type Driver, Superseded } from './drive-purchase.ts';
import type { OwnPurchase } from './own-purchase.ts';
import type { CommandResult, PaymentMethod } from './place-purchase.ts';

/** A reserved purchase to pay. */
export type PayPurchase = {
  customerId: number;
  purchaseId: number;
  payment: PaymentMethod;
  key: string;
  requestHash: Uint8Array;
};

/**
 * Pays a reserved purchase. Throws `purchase_not_found`, `hold_expired`, `purchase_not_payable`; a declined payment
 * leaves the hold as it was.
 */
export function payPurchase(database: Database, driver: Driver, own: OwnPurchase, clock: Clock) {
  return async ({ customerId, purchaseId, payment, key, requestHash }: PayPurchase): Promise<CommandResult> => {
    const command = { customerId, operation: `pay_purchase:${purchaseId}`, key, requestHash };
    const stored = await findAnswer(database, command);
    if (stored) return { stored };
    const purchase = await own(purchaseId, customerId);
    requirePayable(purchase, clock());
    await claimKey(database, command, purchaseId);
    const actor = `customer:${customerId}`;
    try {
      return await driver.run({ purchase, outcome: { type: 'pay', method: payment.method, actor }, payment });
    } catch (error) {
      // Somebody moved it between the look and the step: the rule says what that means for this command.
      if (error instanceof Superseded) requirePayable(await own(purchaseId, customerId), clock());
      throw error;
    }
  };
}
