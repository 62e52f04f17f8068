import { gzipSync } from 'node:zlib';
import type { BadRequest } from './bad-request.ts';

const KIB = 1024;
const EVENT = '{"name":"X","description":"","location":"Y","date":"2090-01-01T00:00:00Z"';

const toEvents = { who: 'partner', request: 'POST /v1/partners/events' } as const;
const json = { 'content-type': 'application/json' };

const broken = (what: string, text: string | Uint8Array): BadRequest => ({
  ...toEvents,
  what,
  raw: [text],
  headers: json,
  reason: 'invalid_json',
});

const ofType = (type: string, text = `${EVENT}}`): BadRequest => ({
  ...toEvents,
  what: `a body of ${type || 'no type'}`,
  raw: [text],
  headers: type ? { 'content-type': type } : {},
  status: 415,
  reason: 'unsupported_media_type',
});

const tooLarge = (what: string, raw: string[], request: string = toEvents.request): BadRequest => ({
  who: 'partner',
  request,
  what,
  raw,
  headers: json,
  status: 413,
  reason: 'body_too_large',
});

/** Bodies that are wrong before anyone looks at their fields. */
export const badBodies: BadRequest[] = [
  broken('JSON that ends too early', EVENT),
  broken('JSON with a comma too many', `${EVENT},}`),
  broken('no JSON at all', 'name=X'),
  broken('blanks', '   '),
  broken('two documents', `${EVENT}} {}`),
  broken('a poisoned prototype', `${EVENT},"__proto__":{"status":"cancelled"}}`),
  broken('a poisoned prototype, spelled otherwise', `${EVENT},"\\u005f_proto__":{"status":"cancelled"}}`),
  broken('a poisoned constructor', `${EVENT},"constructor":{"prototype":{"status":"cancelled"}}}`),
  broken('a compressed bomb that is not asked for', gzipSync(Buffer.alloc(8 * KIB * KIB, 'x'))),
  broken('a body in UTF-16', Buffer.from(`${EVENT}}`, 'utf16le')),
  broken('a body that is no UTF-8', Buffer.from(`${EVENT.replace('X', '\xff\xfe')}}`, 'latin1')),
  { ...toEvents, what: 'no body', headers: json, raw: [''], fields: ['body'] },
  ...['[]', '"text"', 'null', '7', 'true'].map(
    (raw): BadRequest => ({ ...toEvents, what: `the body ${raw}`, raw: [raw], headers: json, fields: ['body'] }),
  ),
  {
    ...toEvents,
    what: 'a body nested ten thousand levels deep',
    raw: [`${EVENT},"status":${'['.repeat(10_000)}${']'.repeat(10_000)}}`],
    headers: json,
    fields: ['status'],
  },
  ofType('text/plain'),
  ofType('application/x-www-form-urlencoded', 'name=X'),
  ofType('multipart/form-data; boundary=x', '--x--'),
  ofType('application/xml', '<event/>'),
  ofType(''),
  tooLarge('more than 64 KiB', [`${EVENT},"x":"${'x'.repeat(64 * KIB)}"}`]),
  tooLarge('more than 64 KiB of blanks in pieces', [`${EVENT}}`, ...Array<string>(40).fill(' '.repeat(4 * KIB))]),
  tooLarge(
    'more than 1 MiB of tickets',
    [`{"price":1,"seats":["${'x'.repeat(KIB * KIB)}"]}`],
    'POST /v1/partners/events/:event/tickets',
  ),
  {
    ...tooLarge('a gigabyte announced', ['{']),
    headers: { ...json, 'content-length': String(KIB * KIB * KIB) },
  },
];
