import { type Answer, ok } from './answer.ts';
import type { Person } from './api.ts';
import type { Purchase, PurchaseChange } from './resources.ts';

/** Somebody who buys. */
export type Customer = Person & {
  /** Buys and pays at once. */
  buy(ticketIds: number[], token?: string, headers?: Record<string, string>): Promise<Answer<Purchase>>;
  reserve(ticketIds: number[], headers?: Record<string, string>): Promise<Answer<Purchase>>;
  pay(purchaseId: number, token?: string, headers?: Record<string, string>): Promise<Answer<Purchase>>;
  /** Cancels these tickets of a purchase, or all. */
  cancel(purchaseId: number, ticketIds?: number[], headers?: Record<string, string>): Promise<Answer<Purchase>>;
  purchase(purchaseId: number): Promise<Purchase>;
  purchases(status?: string): Promise<Purchase[]>;
  history(purchaseId: number): Promise<PurchaseChange[]>;
};

/** A card of the sandbox provider, by its token. */
export const card = (token: string) => ({ method: 'card', token });

/** Gives a person what customers do. */
export function createCustomer(person: Person): Customer {
  const { get, post, all } = person;
  return {
    ...person,
    buy: (ticketIds, token = 'tok_approved', headers = {}) =>
      post('/v1/purchases', { ticket_ids: ticketIds, payment: card(token) }, headers),
    reserve: (ticketIds, headers = {}) => post('/v1/purchases', { ticket_ids: ticketIds }, headers),
    pay: (id, token = 'tok_approved', headers = {}) => post(`/v1/purchases/${id}/payment`, card(token), headers),
    cancel: (id, ticketIds, headers = {}) =>
      post(`/v1/purchases/${id}/cancel`, ticketIds ? { ticket_ids: ticketIds } : {}, headers),
    purchase: async (id) => ok(await get<Purchase>(`/v1/purchases/${id}`)),
    purchases: (status) => all(`/v1/purchases${status ? `?status=${status}` : ''}`),
    history: async (id) => ok(await get<{ data: PurchaseChange[] }>(`/v1/purchases/${id}/history`)).data,
  };
}
