import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startGateway } from './harness.ts';
import { as } from './tokens.ts';

let gateway: Awaited<ReturnType<typeof startGateway>>;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.stop());

const EVENT = { name: 'n', description: '', date: '2027-03-14T20:00:00Z', location: 'l' };
const PARTNER = { name: 'n', email: 'a@b.example', password: '12345678', company_name: 'c' };
const CUSTOMER = { name: 'n', email: 'a@b.example', password: '12345678', address: 'a', phone: '123' };
const CARD = { method: 'card', token: 'tok_approved' };
const tickets = '/v1/partners/events/42/tickets';

/** Role, method, path, body, and the fields that are refused. */
type Bad = ['partner' | 'customer', 'GET' | 'POST' | 'PATCH' | 'DELETE', string, unknown, string[]];

const BAD: Bad[] = [
  // Accounts
  ['partner', 'POST', '/v1/partners/register', {}, ['company_name', 'email', 'name', 'password']],
  ['partner', 'POST', '/v1/partners/register', undefined, ['body']],
  ['partner', 'POST', '/v1/partners/register', [], ['body']],
  ['partner', 'POST', '/v1/partners/register', null, ['body']],
  ['partner', 'POST', '/v1/partners/register', { ...PARTNER, role: 'admin' }, ['role']],
  ['partner', 'POST', '/v1/partners/register', { ...PARTNER, name: '   ' }, ['name']],
  ['partner', 'POST', '/v1/partners/register', { ...PARTNER, name: 'x'.repeat(201) }, ['name']],
  ['partner', 'POST', '/v1/partners/register', { ...PARTNER, name: 'a\0b' }, ['name']],
  ['partner', 'POST', '/v1/partners/register', { ...PARTNER, name: 'a\ud800b' }, ['name']],
  ['partner', 'POST', '/v1/partners/register', { ...PARTNER, name: 7, email: true }, ['email', 'name']],
  ['partner', 'POST', '/v1/partners/register', { ...PARTNER, email: 'nobody' }, ['email']],
  ['partner', 'POST', '/v1/partners/register', { ...PARTNER, password: '1234567' }, ['password']],
  ['partner', 'POST', '/v1/partners/register', { ...PARTNER, password: 'x'.repeat(129) }, ['password']],
  ['customer', 'POST', '/v1/customers/register', { ...CUSTOMER, phone: '12' }, ['phone']],
  ['customer', 'POST', '/v1/customers/register', { ...CUSTOMER, address: '' }, ['address']],
  ['customer', 'POST', '/v1/auth/login', { email: 'a@b.example', password: 'x', session: 'both' }, ['session']],
  ['customer', 'POST', '/v1/auth/refresh', { refresh_token: 7 }, ['refresh_token']],
  ['customer', 'POST', '/v1/auth/logout', { token: 'x' }, ['token']],
  ['customer', 'DELETE', '/v1/auth/sessions/0', undefined, ['id']],
  ['customer', 'PATCH', '/v1/me', {}, ['body']],
  ['customer', 'PATCH', '/v1/me', { role: 'partner' }, ['role']],
  ['customer', 'POST', '/v1/me/password', { new_password: 'short' }, ['current_password', 'new_password']],
  // Events
  ['partner', 'POST', '/v1/partners/events', { ...EVENT, date: '2027-02-29T20:00:00Z' }, ['date']],
  ['partner', 'POST', '/v1/partners/events', { ...EVENT, date: '2027-03-14' }, ['date']],
  ['partner', 'POST', '/v1/partners/events', { ...EVENT, date: 1805400000000 }, ['date']],
  ['partner', 'POST', '/v1/partners/events', { ...EVENT, sales_start: null }, ['sales_start']],
  ['partner', 'POST', '/v1/partners/events', { ...EVENT, currency: 'brl' }, ['currency']],
  ['partner', 'POST', '/v1/partners/events', { ...EVENT, status: 'cancelled' }, ['status']],
  ['partner', 'POST', '/v1/partners/events', { ...EVENT, partner_id: 4, id: 1 }, ['id', 'partner_id']],
  ['partner', 'POST', '/v1/partners/events', { ...EVENT, description: 'x'.repeat(10_001) }, ['description']],
  ['partner', 'PATCH', '/v1/partners/events/42', {}, ['body']],
  ['partner', 'PATCH', '/v1/partners/events/x', { name: '' }, ['event_id', 'name']],
  ['partner', 'POST', '/v1/partners/events/42/cancel', { reason: '' }, ['reason']],
  ['partner', 'GET', '/v1/partners/events?limit=101', undefined, ['limit']],
  ['customer', 'GET', '/v1/events?limit=0', undefined, ['limit']],
  ['customer', 'GET', '/v1/events?limit=1e1', undefined, ['limit']],
  ['customer', 'GET', '/v1/events?limit=%201', undefined, ['limit']],
  ['customer', 'GET', '/v1/events?limit=5&limit=6', undefined, ['limit']],
  ['customer', 'GET', '/v1/events?q=a%00b', undefined, ['q']],
  ['customer', 'GET', '/v1/events?q=a&q=b', undefined, ['q']],
  ['customer', 'GET', '/v1/events?from=tomorrow&to=2027-02-30&sort=best', undefined, ['from', 'sort', 'to']],
  ['customer', 'GET', '/v1/events/01', undefined, ['event_id']],
  ['customer', 'GET', '/v1/events/0', undefined, ['event_id']],
  ['customer', 'GET', '/v1/events/-1', undefined, ['event_id']],
  ['customer', 'GET', '/v1/events/1.0', undefined, ['event_id']],
  ['customer', 'GET', '/v1/events/1e3', undefined, ['event_id']],
  ['customer', 'GET', '/v1/events/%201', undefined, ['event_id']],
  ['customer', 'GET', '/v1/events/9007199254740992', undefined, ['event_id']],
  ['customer', 'GET', '/v1/events/99999999999999999999', undefined, ['event_id']],
  ['customer', 'GET', '/v1/events/abc/tickets?limit=1001', undefined, ['event_id', 'limit']],
  // Tickets
  ['partner', 'POST', tickets, { price: 1 }, ['body']],
  ['partner', 'POST', tickets, { price: 1, quantity: 1, seats: ['A1'] }, ['body']],
  ['partner', 'POST', tickets, { price: 1, seats: ['A1'], prefix: 'x' }, ['prefix']],
  ['partner', 'POST', tickets, { price: -1, quantity: 1 }, ['price']],
  ['partner', 'POST', tickets, { price: 1.5, quantity: 1 }, ['price']],
  ['partner', 'POST', tickets, { price: '1', quantity: '1' }, ['price', 'quantity']],
  ['partner', 'POST', tickets, { price: 1, quantity: 100_001 }, ['quantity']],
  ['partner', 'POST', tickets, { price: 1, seats: ['A1', 'A1'] }, ['seats']],
  ['partner', 'POST', tickets, { price: 1, seats: ['A1', '', 'A\0', 4] }, ['seats.1', 'seats.2', 'seats.3']],
  [
    'partner',
    'POST',
    tickets,
    { price: 1, rows: { from: 'a', to: 'AAA', seats_per_row: 0 } },
    ['rows.from', 'rows.seats_per_row', 'rows.to'],
  ],
  [
    'partner',
    'POST',
    tickets,
    { price: 1, rows: { from: 'A', extra: 1 } },
    ['rows.extra', 'rows.seats_per_row', 'rows.to'],
  ],
  ['partner', 'PATCH', tickets, { ticket_ids: [42_000_001] }, ['body']],
  ['partner', 'PATCH', tickets, { ticket_ids: [], status: 'sold' }, ['status', 'ticket_ids']],
  // Purchases
  ['customer', 'POST', '/v1/purchases', { ticket_ids: [] }, ['ticket_ids']],
  ['customer', 'POST', '/v1/purchases', { ticket_ids: [1, 1] }, ['ticket_ids']],
  ['customer', 'POST', '/v1/purchases', { ticket_ids: Array.from({ length: 21 }, (_, i) => i + 1) }, ['ticket_ids']],
  [
    'customer',
    'POST',
    '/v1/purchases',
    { ticket_ids: [0, 1.5, '3', null] },
    ['ticket_ids.0', 'ticket_ids.1', 'ticket_ids.2', 'ticket_ids.3'],
  ],
  ['customer', 'POST', '/v1/purchases', { ticket_ids: [2 ** 53] }, ['ticket_ids.0']],
  ['customer', 'POST', '/v1/purchases', { ticket_ids: [1], total: 1 }, ['total']],
  ['customer', 'POST', '/v1/purchases', { ticket_ids: [1], payment: null }, ['payment']],
  [
    'customer',
    'POST',
    '/v1/purchases',
    { ticket_ids: [1], payment: { method: 'cash', token: 'x' } },
    ['payment.method', 'payment.token'],
  ],
  ['customer', 'POST', '/v1/purchases/9/payment', { ...CARD, token: '4242424242424242' }, ['token']],
  ['customer', 'POST', '/v1/purchases/9/payment', { ...CARD, token: `tok_${'x'.repeat(252)}` }, ['token']],
  ['customer', 'POST', '/v1/purchases/9/cancel', { ticket_ids: [] }, ['ticket_ids']],
  ['customer', 'GET', '/v1/purchases?status=gone', undefined, ['status']],
  ['customer', 'GET', '/v1/purchases/x/history', undefined, ['id']],
  // Sales
  ['partner', 'GET', '/v1/partners/sales?event_id=x&status=held', undefined, ['event_id', 'status']],
  ['partner', 'GET', '/v1/partners/sales/summary?from=2027-3-1', undefined, ['from']],
];

test.each(BAD)('as %s: %s %s %j', async (role, method, url, body, fields) => {
  const response = await gateway.app.inject({
    method,
    url,
    headers: { ...(await as(role, 7)), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
  });
  expect([response.statusCode, response.json().reason]).toEqual([400, 'validation_failed']);
  const errors: { field: string; message: string }[] = response.json().errors;
  expect(errors.map(({ field }) => field).sort()).toEqual(fields);
  for (const { message } of errors) expect(message.length).toBeGreaterThan(0);
  expect(gateway.forwarded()).toEqual([]);
});

test('at most a hundred errors are told', async () => {
  const response = await gateway.app.inject({
    method: 'POST',
    url: tickets,
    headers: await as('partner', 7),
    payload: { price: 1, seats: Array.from({ length: 5000 }, () => 7) },
  });
  expect(response.json().errors).toHaveLength(100);
});

test('unknown query parameters are ignored', async () => {
  const response = await gateway.app.inject('/v1/events?utm_source=x');
  expect(response.json().reason).not.toBe('validation_failed');
});
