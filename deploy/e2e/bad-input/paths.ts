import type { BadRequest } from './bad-request.ts';

const LISTS = [
  ['nobody', '/v1/events'],
  ['nobody', '/v1/events/:event/tickets'],
  ['partner', '/v1/partners/events'],
  ['partner', '/v1/partners/events/:event/batches'],
  ['partner', '/v1/partners/sales'],
  ['partner', '/v1/partners/failures'],
  ['customer', '/v1/purchases'],
] as const;

const get = (who: BadRequest['who'], path: string, fields: string[], reason = 'validation_failed'): BadRequest => ({
  what: `GET ${path.slice(0, 80)}`,
  who,
  request: `GET ${path}`,
  reason,
  fields,
});

const limits = (who: BadRequest['who'], path: string) =>
  ['0', '-1', '1001', '1.5', 'ten', '', '1e1', '010', '%201', '1&limit=2', '9007199254740993'].map((limit) =>
    get(who, `${path}?limit=${limit}`, ['limit']),
  );

const cursors = (who: BadRequest['who'], path: string) => [
  ...['x', 'W10', 'WzEsMiwzLDRd', 'bnVsbA', '%27%20OR%201=1--', '%25'].map((cursor) =>
    get(who, `${path}?cursor=${cursor}`, ['cursor'], 'invalid_cursor'),
  ),
  get(who, `${path}?cursor=${'x'.repeat(501)}`, ['cursor']),
  get(who, `${path}?cursor=%00`, ['cursor']),
];

const IDS = ['0', '-1', '1.5', 'one', '1e3', '01', '9007199254740992', '99999999999999999999', '1%20', '%27'];

const PERIODS = ['2027-02-30', '2027-2-3', 'yesterday', '1', '2027-01-01T25:00:00Z', '2027-01-01T10:00:00', '%00'];

/** Paths and queries that are wrong. */
export const badPaths: BadRequest[] = [
  ...LISTS.flatMap(([who, path]) => [...limits(who, path), ...cursors(who, path)]),
  ...IDS.flatMap((id) => [
    get('nobody', `/v1/events/${id}`, ['event_id']),
    get('nobody', `/v1/events/:event/tickets/${id}`, ['ticket_id']),
    get('partner', `/v1/partners/events/${id}/sales/summary`, ['event_id']),
    get('partner', `/v1/partners/sales?event_id=${id}`, ['event_id']),
    get('customer', `/v1/purchases/${id}`, ['id']),
  ]),
  ...PERIODS.flatMap((day) => [
    get('nobody', `/v1/events?from=${day}`, ['from']),
    get('partner', `/v1/partners/sales/summary?to=${day}`, ['to']),
    get('partner', `/v1/partners/sales?from=${day}&to=${day}`, ['from', 'to']),
  ]),
  get('nobody', '/v1/events?sort=price', ['sort']),
  get('nobody', '/v1/events?sort=', ['sort']),
  get('nobody', `/v1/events?q=${'x'.repeat(201)}`, ['q']),
  get('nobody', '/v1/events?q=%00', ['q']),
  get('nobody', '/v1/events?q=a&q=b', ['q']),
  get('nobody', `/v1/events?location=${'x'.repeat(301)}`, ['location']),
  get('nobody', '/v1/events/:event/tickets?status=mine', ['status']),
  get('nobody', `/v1/events/:event/tickets?section=${'x'.repeat(81)}`, ['section']),
  get('partner', '/v1/partners/sales?status=held', ['status']),
  get('partner', '/v1/partners/sales.csv?status=held&from=yesterday', ['status', 'from']),
  get('customer', '/v1/purchases/:purchase/tickets/one/pass', ['ticket_id']),
  get('customer', '/v1/purchases?status=gone', ['status']),
];

const elsewhere = (request: string, status: number, reason: string, who: BadRequest['who'] = 'nobody'): BadRequest => ({
  what: request.slice(0, 80),
  who,
  request,
  status,
  reason,
});

/** Paths and methods that do not exist. */
export const badRoutes: BadRequest[] = [
  elsewhere('GET /v1', 404, 'route_not_found'),
  elsewhere('GET /v2/events', 404, 'route_not_found'),
  elsewhere('GET /v1/events/:event/', 404, 'route_not_found'),
  elsewhere('GET /V1/EVENTS', 404, 'route_not_found'),
  elsewhere('GET /v1/admin', 404, 'route_not_found', 'partner'),
  elsewhere('GET /v1/../../etc/passwd', 404, 'route_not_found'),
  elsewhere('GET /v1/events/..%2f..%2fetc%2fpasswd', 400, 'validation_failed'),
  elsewhere('GET //example.com/v1/events', 404, 'route_not_found'),
  elsewhere('GET /v1/%zz', 400, 'invalid_request'),
  elsewhere(`GET /v1/events/${'1'.repeat(600)}`, 414, 'uri_too_long'),
  elsewhere('POST /v1/events', 405, 'method_not_allowed', 'partner'),
  elsewhere('PUT /v1/purchases', 405, 'method_not_allowed', 'customer'),
  elsewhere('DELETE /v1/purchases/:purchase', 405, 'method_not_allowed', 'customer'),
  elsewhere('DELETE /v1/partners/events/:event', 405, 'method_not_allowed', 'partner'),
  elsewhere('GET /v1/auth/login', 405, 'method_not_allowed'),
  elsewhere('PATCH /v1/purchases/:purchase/cancel', 405, 'method_not_allowed', 'customer'),
  elsewhere('GET /v1/events/:event/tickets/:missing', 404, 'ticket_not_found'),
  elsewhere('GET /v1/purchases/:purchase/tickets/:missing/pass', 404, 'ticket_not_found', 'customer'),
  elsewhere('POST /v1/partners/sales.csv', 405, 'method_not_allowed', 'partner'),
  elsewhere('GET /v1/events/8999999', 404, 'event_not_found'),
  elsewhere('GET /v1/events/9007199254740991', 404, 'event_not_found'),
  elsewhere('GET /v1/events/:event/tickets/9007199254740991', 404, 'ticket_not_found'),
  elsewhere('GET /v1/purchases/9007199254740991', 404, 'purchase_not_found', 'customer'),
  elsewhere('GET /v1/partners/events/9007199254740991', 404, 'event_not_found', 'partner'),
];
