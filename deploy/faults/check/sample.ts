import type { Customer } from '../../e2e/support/customer.ts';
import type { Partner } from '../../e2e/support/partner.ts';
import type { Event, Item, Purchase } from '../../e2e/support/resources.ts';
import { emptyLedger, type Ledger } from '../load/ledger.ts';

/** The one customer of a sample. */
export const RUI = { account: { id: 1 } } as Customer;
/** The one partner of a sample. */
export const PALCO = { account: { id: 1 } } as Partner;

/** A ticket of event 1 for 5000 minor units. */
export function item(n: number, status = 'sold'): Item {
  const ticket = { ticket_id: 1_000_000 + n, event_id: 1, event_name: 'Hamlet', seat: `S${n}` };
  return { ...ticket, price: 5000, currency: 'BRL', status };
}

/** A paid purchase of such tickets. */
export function bought(id: number, items: Item[], changes: Partial<Purchase> = {}): Purchase {
  const total = items.reduce((sum, { price }) => sum + price, 0);
  const at = '2026-11-23T12:00:00.000Z';
  return {
    ...{ id, status: 'paid', reason: null, customer_id: 1, items, expires_at: null, created_at: at, updated_at: at },
    ...{ total, currency_totals: [{ currency: 'BRL', amount: total }] },
    payment: { method: 'card', status: 'captured', provider_reference: `sandbox_${id}` },
    ...changes,
  };
}

/** A ledger in which one event with ten seats was put on sale. */
export function sampleLedger(changes: Partial<Ledger> = {}): Ledger {
  const staged = [{ partner: PALCO, event: { id: 1 } as Event, seats: 10, cancelled: false }];
  return { ...emptyLedger(), customers: [RUI], partners: [PALCO], staged, ...changes };
}

/** A ledger that says that these were acknowledged as they are here. */
export function acknowledged(purchases: Purchase[], changes: Partial<Ledger> = {}): Ledger {
  const placements = purchases.map((body) => ({
    ...{ customer: RUI, key: `key-${body.id}`, token: 'tok_approved' },
    ticketIds: body.items.map(({ ticket_id }) => ticket_id),
    answer: { status: 201, body },
  }));
  return sampleLedger({ placements, ...changes });
}

/** Purchases by id. */
export function byId(...purchases: Purchase[]): Map<number, Purchase> {
  return new Map(purchases.map((purchase) => [purchase.id, purchase]));
}
