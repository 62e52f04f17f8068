import { type Pass, passOf } from '../domain/pass.ts';
import type { PassKeys } from '../passes/pass-keys.ts';
import type { OwnPurchase } from './own-purchase.ts';

/** A pass with its code. */
export type SignedPass = Pass & { code: string };

/**
 * Reads the admission pass of one of a customer's tickets. Throws `purchase_not_found`, `ticket_not_found` and
 * `pass_not_available`.
 */
export function getPass(own: OwnPurchase, keys: PassKeys) {
  return async (purchaseId: number, ticketId: number, customerId: number): Promise<SignedPass> => {
    const pass = passOf(await own(purchaseId, customerId), ticketId);
    return { ...pass, code: await keys.sign(pass) };
  };
}
