import type { Answer } from '../../e2e/support/answer.ts';
import type { Customer } from '../../e2e/support/customer.ts';
import type { Partner } from '../../e2e/support/partner.ts';
import type { Event, Purchase } from '../../e2e/support/resources.ts';

/** A command with its key, and the answer that settled it; undefined when the customer went away before one came. */
export type Command = { customer: Customer; key: string; answer: Final | undefined };

/** What settled a command: `body` is a purchase only when the status is below 300, else a problem. */
export type Final = Pick<Answer<Purchase>, 'status' | 'body'>;

/** Tickets that somebody wanted; without a token only to hold them. */
export type Placement = Command & { ticketIds: number[]; token: string | undefined };

/** A try to pay a held purchase. */
export type PaymentTry = Command & { purchaseId: number; token: string };

/** Tickets of a purchase that somebody wanted to give back. */
export type Cancellation = Command & { purchaseId: number; ticketIds: number[] };

/** An event on sale. */
export type Staged = { partner: Partner; event: Event; seats: number; cancelled: boolean };

/** Everything that was asked of the platform during a run, and what it acknowledged. */
export type Ledger = {
  customers: Customer[];
  partners: Partner[];
  staged: Staged[];
  placements: Placement[];
  payments: PaymentTry[];
  cancellations: Cancellation[];
};

/** A ledger with nothing in it. */
export function emptyLedger(): Ledger {
  return { customers: [], partners: [], staged: [], placements: [], payments: [], cancellations: [] };
}

/** What is kept of an answer. */
export function finalOf({ status, body }: Answer<Purchase>): Final {
  return { status, body };
}
