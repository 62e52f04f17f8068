import { randomBytes } from 'node:crypto';
import type { Gateway } from '@boxoffice/gateway';

/** What the API answers, as far as these tests look at it. */
export type Answer = { id: number; purchase_id: number; status: string; access_token: string; first_ticket_id: number };

/** Somebody with an account. */
export type Account = { id: number; token: string };

const PASSWORD = 'correct horse battery staple';
const NEXT_YEAR_MS = 365 * 86_400_000;

/** A shop that sells through the platform's API. */
export type Shop = ReturnType<typeof openShop>;

/** Talks to a platform in this process as its clients do. */
export function openShop({ app }: Gateway) {
  async function send(method: 'POST' | 'PATCH', url: string, body: object, account?: Account, key?: string) {
    const response = await app.inject({
      method,
      url,
      payload: body,
      headers: {
        ...(account ? { authorization: `Bearer ${account.token}` } : {}),
        ...(key ? { 'idempotency-key': key } : {}),
      },
    });
    return response.json<Answer>();
  }

  async function join(role: 'partners' | 'customers', fields: object): Promise<Account> {
    const email = `${randomBytes(6).toString('hex')}@example.com`;
    const person = { name: 'Somebody', email, password: PASSWORD, ...fields };
    const { id } = await send('POST', `/v1/${role}/register`, person);
    return { id, token: (await send('POST', '/v1/auth/login', { email, password: PASSWORD })).access_token };
  }

  const card = (token: string) => ({ method: 'card', token });
  return {
    send,
    partner: () => join('partners', { company_name: 'Prado Shows' }),
    customer: () => join('customers', { address: 'Rua das Flores 1', phone: '+55 11 91234-5678' }),
    async event(partner: Account, name: string, currency = 'BRL'): Promise<number> {
      const date = new Date(Date.now() + NEXT_YEAR_MS).toISOString();
      const event = { name, description: '', location: 'Hall One', date, currency };
      return (await send('POST', '/v1/partners/events', event, partner)).id;
    },
    /** Creates tickets and answers a function that gives the id of the n-th one, n from 1. */
    async tickets(partner: Account, eventId: number, quantity: number, price: number, section: string) {
      const batch = { quantity, price, section, prefix: `${section}-` };
      const created = await send('POST', `/v1/partners/events/${eventId}/tickets`, batch, partner);
      return (n: number) => created.first_ticket_id + n - 1;
    },
    cancelEvent: (partner: Account, eventId: number) =>
      send('POST', `/v1/partners/events/${eventId}/cancel`, { reason: 'rain' }, partner),
    changeTickets: (partner: Account, eventId: number, ticketIds: number[], change: object) =>
      send('PATCH', `/v1/partners/events/${eventId}/tickets`, { ticket_ids: ticketIds, ...change }, partner),
    /** Buys with a card of the sandbox and answers the purchase's id; also that of one that failed. */
    async buy(customer: Account, ticketIds: number[], token = 'tok_approved', key?: string): Promise<number> {
      const answer = await send(
        'POST',
        '/v1/purchases',
        { ticket_ids: ticketIds, payment: card(token) },
        customer,
        key,
      );
      return answer.purchase_id ?? answer.id;
    },
    reserve: async (customer: Account, ticketIds: number[], key?: string): Promise<number> =>
      (await send('POST', '/v1/purchases', { ticket_ids: ticketIds }, customer, key)).id,
    pay: (customer: Account, purchaseId: number, token = 'tok_approved', key?: string) =>
      send('POST', `/v1/purchases/${purchaseId}/payment`, card(token), customer, key),
    cancel: (customer: Account, purchaseId: number, ticketIds?: number[], key?: string) =>
      send('POST', `/v1/purchases/${purchaseId}/cancel`, ticketIds ? { ticket_ids: ticketIds } : {}, customer, key),
  };
}
