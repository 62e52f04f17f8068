import { ahead, newEvent } from '../support/partner.ts';
import { type BadRequest, badField, withoutField } from './bad-request.ts';

const create = { who: 'partner', request: 'POST /v1/partners/events', json: () => newEvent() } as const;
const change = { who: 'partner', request: 'PATCH /v1/partners/events/:event', json: () => ({}) } as const;

const name = (most: number) => ({
  'that is empty': '',
  'of blanks': '   ',
  'that is too long': 'x'.repeat(most + 1),
  'with NUL': 'Show\0',
  'with half a character': '\ud83c',
  'that is a number': 1,
  'that is null': null,
});

const date = {
  'in the past': '2020-01-01T00:00:00Z',
  'of a moment ago': ahead(-1000),
  'that is no date': 'tomorrow',
  'of 30 February': '2090-02-30T20:00:00Z',
  'of 31 April': '2090-04-31T20:00:00Z',
  'of a month 13': '2090-13-01T20:00:00Z',
  'of hour 24': '2090-01-01T24:00:00Z',
  'without time': '2090-01-01',
  'without offset': '2090-01-01T20:00:00',
  'with a blank for T': '2090-01-01 20:00:00Z',
  'after the year 9999': '+010000-01-01T00:00:00Z',
  'that is a number': 3_786_912_000_000,
  'that is empty': '',
  'that is null': null,
};

const currency = {
  'in small letters': 'brl',
  'that does not exist': 'QQQ',
  'that is too long': 'BRLX',
  'that is empty': '',
  'that is a number': 986,
  'that is null': null,
};

/** Events that are wrong, new ones and changes of one. */
export const badEvents: BadRequest[] = [
  ...withoutField(create, ['name', 'description', 'date', 'location']),
  ...badField(create, 'name', name(200)),
  ...badField(create, 'location', name(300)),
  ...badField(create, 'description', {
    'that is too long': 'x'.repeat(10_001),
    'with NUL': '\0',
    'that is null': null,
  }),
  ...badField(create, 'date', date),
  ...badField(create, 'currency', currency),
  ...badField(create, 'status', { 'of the end': 'cancelled', 'of no kind': 'open', 'that is null': null }),
  ...badField(create, 'sales_start', {
    'after the event': ahead(400 * 86_400_000),
    'of 30 February': '2090-02-30T20:00:00Z',
  }),
  ...badField(create, 'sales_end', { 'after the event': ahead(400 * 86_400_000), 'that is no date': 'soon' }),
  ...badField(create, 'partner_id', { 'that nobody may choose': 1 }),
  ...badField(create, 'id', { 'that nobody may choose': 1 }),
  ...badField(create, 'availability', { 'that nobody may choose': { total: 5 } }),
  {
    ...create,
    what: 'sales that end before they start',
    json: { ...newEvent(), sales_start: ahead(7_200_000), sales_end: ahead(3_600_000) },
    fields: ['sales_end'],
  },
  { ...change, what: 'a change of nothing', json: {}, fields: ['body'] },
  ...badField(change, 'name', name(200)),
  ...badField(change, 'date', date),
  ...badField(change, 'status', { 'of the end': 'cancelled', 'of no kind': 'open', 'that is null': null }),
  ...badField(change, 'partner_id', { 'that nobody may choose': 1 }),
  ...['abc', '"1', '"1", "2"', 'W/'].map(
    (tag): BadRequest => ({
      ...change,
      what: `an If-Match of ${tag}`,
      json: { name: 'Else' },
      headers: { 'if-match': tag },
      fields: ['If-Match'],
    }),
  ),
  ...[
    '',
    '{}',
    '{"reason":""}',
    '{"reason":7}',
    `{"reason":"${'x'.repeat(501)}"}`,
    '{"reason":"x","refund":false}',
  ].map(
    (raw): BadRequest => ({
      who: 'partner',
      request: 'POST /v1/partners/events/:event/cancel',
      what: `a cancellation of ${raw.slice(0, 30) || 'nothing'}`,
      raw: [raw],
      headers: { 'content-type': 'application/json' },
    }),
  ),
];
