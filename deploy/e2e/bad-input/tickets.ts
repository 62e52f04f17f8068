import { type BadRequest, badField, withoutField } from './bad-request.ts';

const request = 'POST /v1/partners/events/:event/tickets';
const list = { who: 'partner', request, json: () => ({ price: 100, seats: ['Z1', 'Z2'] }) } as const;
const change = {
  who: 'partner',
  request: 'PATCH /v1/partners/events/:event/tickets',
  json: () => ({ ticket_ids: [':ticket'], price: 7 }),
} as const;

const layout = (what: string, json: object, fields = ['body']): BadRequest => ({
  who: 'partner',
  request,
  what,
  json: { price: 100, ...json },
  fields,
});
const rows = (what: string, change: object, field: string) =>
  layout(`rows ${what}`, { rows: { from: 'A', to: 'B', seats_per_row: 2, ...change } }, [field]);

const price = {
  'below zero': -1,
  'with a fraction': 99.5,
  'that is huge': 100_000_000_000,
  'beyond what JSON numbers hold': 2 ** 53,
  'that is text': '100',
  'that is true': true,
  'that is null': null,
  'that is a list': [100],
};

const ids = {
  'that are none': [],
  'that repeat': [':ticket', ':ticket'],
  'beyond 2^53': [2 ** 53],
  'below one': [0],
  'that are negative': [-5],
  'with a fraction': [1.5],
  'that are text': ['1000001'],
  'that are null': null,
  'that are one number': 7,
  'that are too many': Array.from({ length: 1001 }, (_, i) => i + 1),
};

/** Batches and changes of tickets that are wrong. */
export const badTickets: BadRequest[] = [
  ...withoutField(list, ['price']),
  ...badField(list, 'price', price),
  {
    ...list,
    what: 'a price of 1e400',
    json: undefined,
    raw: ['{"price":1e400,"seats":["Z1"]}'],
    headers: { 'content-type': 'application/json' },
    fields: ['price'],
  },
  ...badField(list, 'section', { 'that is too long': 'x'.repeat(81), 'with NUL': '\0', 'that is a number': 1 }),
  layout('no layout', {}),
  layout('two layouts', { seats: ['Z1'], quantity: 1 }),
  layout('three layouts', { seats: ['Z1'], quantity: 1, rows: { from: 'A', to: 'A', seats_per_row: 1 } }),
  layout('a prefix without quantity', { seats: ['Z1'], prefix: 'GA-' }, ['prefix']),
  layout('a prefix that is too long', { quantity: 1, prefix: 'x'.repeat(31) }, ['prefix']),
  layout('a seat twice', { seats: ['Z1', 'Z2', 'Z1'] }, ['seats']),
  layout('no seats', { seats: [] }, ['seats']),
  layout('a seat without name', { seats: ['Z1', ''] }, ['seats.1']),
  layout('a seat of blanks', { seats: ['  '] }, ['seats.0']),
  layout('a seat with blanks around it', { seats: [' Z1'] }, ['seats.0']),
  layout('a seat with NUL', { seats: ['Z\0'] }, ['seats.0']),
  layout('a seat with too long a name', { seats: ['x'.repeat(41)] }, ['seats.0']),
  layout('a seat that is a number', { seats: [1] }, ['seats.0']),
  layout('seats that are text', { seats: 'Z1' }, ['seats']),
  ...Object.entries({ 'of none': 0, 'below zero': -1, 'of too many': 100_001, 'in halves': 1.5, 'as text': '5' }).map(
    ([what, quantity]) => layout(`a quantity ${what}`, { quantity }, ['quantity']),
  ),
  rows('in small letters', { from: 'a' }, 'rows.from'),
  rows('of three letters', { to: 'AAA' }, 'rows.to'),
  rows('backwards', { from: 'C', to: 'B' }, 'rows.to'),
  rows('of no seats', { seats_per_row: 0 }, 'rows.seats_per_row'),
  rows('of too many seats', { to: 'ZZ', seats_per_row: 1000 }, 'rows'),
  rows('with an unknown field', { aisle: 3 }, 'rows.aisle'),
  rows('without an end', { to: undefined }, 'rows.to'),
  ...badField(list, 'status', { 'that nobody may choose': 'sold' }),
  ...badField(list, 'currency', { 'that is the event’s': 'USD' }),
  ...badField(change, 'ticket_ids', ids),
  ...badField(change, 'price', price),
  ...badField(change, 'status', {
    'of the platform’s': 'sold',
    'of a hold': 'held',
    'of no kind': 'gone',
    'that is null': null,
  }),
  ...badField(change, 'seat', { 'that stays': 'Z9' }),
  { ...change, what: 'a change of nothing', json: { ticket_ids: [':ticket'] }, fields: ['body'] },
  {
    ...change,
    what: 'a change of tickets of another event',
    json: { ticket_ids: [':ticket', 8_999_999_000_001], price: 7 },
    status: 404,
    reason: 'ticket_not_found',
  },
];
