import { inflateSync } from 'node:zlib';
import { DomainError, notFound } from '@boxoffice/kernel';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import QRCode from 'qrcode';
import { startGateway } from './harness.ts';
import { at, event } from './messages.ts';
import { as } from './tokens.ts';

// As long as a real one.
const CODE = `${'h'.repeat(66)}.${'p'.repeat(160)}.${'s'.repeat(86)}`;
const NAME = 'Concerto da Orquestra Sinfônica';
const jwk = { kty: 'OKP', crv: 'Ed25519', x: 'public', kid: 'k1', alg: 'EdDSA', use: 'sig' };

let gateway: Awaited<ReturnType<typeof startGateway>>;
let headers: Record<string, string>;
let holders: { id: bigint; name: string; email: string }[];
let shown: ReturnType<typeof event>;
let sale: { seat: string; section: string };

beforeAll(async () => {
  headers = await as('customer', 7);
  gateway = await startGateway(
    {
      identity: { batchGetCustomers: () => ({ customers: holders }) },
      catalog: { batchGetEvents: () => ({ events: [shown] }) },
      order: {
        getPass({ purchaseId, ticketId }) {
          if (purchaseId !== 9n) throw notFound('purchase');
          if (ticketId === 42_000_002n) throw new DomainError('conflict', 'pass_not_available', 'No pass.');
          const issuedAt = at('2026-01-01T00:00:01Z');
          return { pass: { purchaseId, ticketId, eventId: 42n, ...sale, code: CODE, issuedAt } };
        },
        getPassKeys: () => ({ jwks: JSON.stringify({ keys: [jwk] }) }),
      },
    },
    { corsOrigins: ['https://shop.example'] },
  );
});
beforeEach(() => {
  gateway.calls.length = 0;
  holders = [{ id: 7n, name: 'João Conceição', email: 'joao@x.example' }];
  shown = event({ name: NAME });
  sale = { seat: 'A1', section: 'Plateia' };
});
afterAll(() => gateway.stop());

const PATH = '/v1/purchases/9/tickets/42000001/pass';

const get = (more: Record<string, string> = {}, url = PATH) =>
  gateway.app.inject({ url, headers: { ...headers, ...more } });

/** The text of a PDF, and the rectangles it fills, from its one page. */
function readPdf(file: Buffer): { text: string; drawing: string } {
  const source = file.toString('latin1');
  const streams = [...source.matchAll(/\/Filter \/FlateDecode[^>]*>>\s*stream\r?\n/g)].map(({ index, 0: head }) => {
    const start = index + head.length;
    return inflateSync(file.subarray(start, source.indexOf('endstream', start))).toString('latin1');
  });
  const drawing = streams.find((stream) => / re\b/.test(stream)) ?? '';
  const lines = [...drawing.matchAll(/\[([^\]]*)\] TJ/g)].map(([, parts = '']) =>
    [...parts.matchAll(/<([0-9a-f]*)>/g)]
      .map(([, hex = '']) => Buffer.from(hex, 'hex'))
      .map(fromWinAnsi)
      .join(''),
  );
  return { text: lines.join('\n'), drawing };
}

const fromWinAnsi = (bytes: Buffer) => new TextDecoder('windows-1252').decode(bytes);

const passJson = {
  purchase_id: 9,
  ticket_id: 42_000_001,
  event_id: 42,
  event_name: NAME,
  starts_at: '2027-03-14T20:00:00.000Z',
  location: 'São Paulo',
  seat: 'A1',
  section: 'Plateia',
  holder: 'João Conceição',
  status: 'sold',
  code: CODE,
  issued_at: '2026-01-01T00:00:01.000Z',
};

test('a pass tells its event as it is now, its seat, its holder and its code', async () => {
  const response = await get();
  expect(response.headers['content-type']).toBe('application/json; charset=utf-8');
  expect(response.headers['cache-control']).toBe('no-store');
  expect(response.json()).toEqual(passJson);
  expect(gateway.forwarded()).toMatchObject([
    { method: 'getPass', request: { purchaseId: 9n, ticketId: 42_000_001n }, actor: { role: 'customer', id: 7 } },
    { method: 'batchGetEvents', request: { eventIds: [42n] } },
    { method: 'batchGetCustomers', request: { customerIds: [7n] }, actor: { role: 'service' } },
  ]);
  expect((await get({ accept: '*/*' })).json()).toEqual(passJson);
});

test('a pass whose buyer is gone has no holder', async () => {
  holders = [];
  expect((await get()).json().holder).toBeNull();
  expect(readPdf((await get({ accept: 'application/pdf' })).rawPayload).text).not.toContain('João');
});

test('a pass as PDF is one page with all that a door and its holder need', async () => {
  const response = await get({ accept: 'application/pdf' });
  expect(response.headers).toMatchObject({
    'content-type': 'application/pdf',
    'content-disposition': 'inline; filename="pass-42000001.pdf"',
    'content-language': 'en',
  });
  const file = response.rawPayload;
  expect(file.subarray(0, 5).toString()).toBe('%PDF-');
  expect(file.toString('latin1').trimEnd()).toMatch(/%%EOF$/);
  expect(file.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(1);
  const { text } = readPdf(file);
  for (const told of ['Sunday', '14 March 2027', '20:00 UTC', 'São Paulo', 'A1', 'Plateia', '42000001', 'Boxoffice']) {
    expect(text).toContain(told);
  }
  expect(text.replaceAll(/\s+/g, ' ')).toContain(NAME);
  expect(text.replaceAll(/\s+/g, ' ')).toContain('João Conceição');
});

test('a pass as PDF speaks Portuguese to those who do', async () => {
  const response = await get({ accept: 'application/pdf', 'accept-language': 'pt-BR,pt;q=0.9,en;q=0.8' });
  expect(response.headers['content-language']).toBe('pt-BR');
  const { text } = readPdf(response.rawPayload);
  for (const told of ['INGRESSO', 'SETOR', 'Domingo, 14 de março de 2027']) expect(text).toContain(told);
});

test('the same pass is the same file', async () => {
  const [one, other] = [await get({ accept: 'application/pdf' }), await get({ accept: 'application/pdf' })];
  expect(one.rawPayload.equals(other.rawPayload)).toBe(true);
});

test('the QR code in the PDF has the squares of the code', async () => {
  const { drawing } = readPdf((await get({ accept: 'application/pdf' })).rawPayload);
  const { modules } = QRCode.create(CODE, { errorCorrectionLevel: 'M' });
  const rectangles = [...drawing.matchAll(/([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) re/g)].map((match) => match.map(Number));
  const unit = 142 / modules.size;
  const drawn = new Set(
    rectangles
      .filter(([, , , , height = 0]) => Math.abs(height - unit * 1.02) < 0.01)
      .flatMap(([, x = 0, y = 0, width = 0]) =>
        Array.from({ length: Math.round(width / unit) }, (_, i) =>
          [Math.round((y - 252) / unit), Math.round((x - 29) / unit) + i].join(),
        ),
      ),
  );
  const wanted = new Set<string>();
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      if (modules.get(row, column)) wanted.add([row, column].join());
    }
  }
  expect(drawn).toEqual(wanted);
});

test.each([
  ['a very long name', { name: 'A night of very long names '.repeat(7) }],
  ['a name without a space', { name: 'X'.repeat(200) }],
  ['a long place', { location: 'Rua das Laranjeiras 1234, '.repeat(11) }],
  ['letters that its fonts lack', { name: 'Łódź 東京 🎸 Night' }],
])('an event with %s is one page all the same', async (_what, changes) => {
  shown = event(changes);
  sale = { seat: 'Camarote São João, cadeira nº 40 do lado', section: 'S'.repeat(80) };
  const response = await get({ accept: 'application/pdf' });
  expect(response.statusCode).toBe(200);
  expect(response.rawPayload.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(1);
  expect(readPdf(response.rawPayload).text).toContain('Camarote');
});

test('a pass as SVG is the QR code of its code', async () => {
  const response = await get({ accept: 'image/svg+xml' });
  expect(response.headers).toMatchObject({
    'content-type': 'image/svg+xml',
    'content-disposition': 'inline; filename="pass-42000001.svg"',
  });
  expect(response.body).toBe(await QRCode.toString(CODE, { type: 'svg', errorCorrectionLevel: 'M', margin: 4 }));
});

test('a pass as ICS is one entry with an id that stays and a sequence that rises', async () => {
  const response = await get({ accept: 'text/calendar' });
  expect(response.headers).toMatchObject({
    'content-type': 'text/calendar; charset=utf-8',
    'content-disposition': 'attachment; filename="pass-42000001.ics"',
  });
  expect(response.body).toContain('\r\n');
  const lines = response.body.replaceAll('\r\n ', '').split('\r\n');
  expect(lines).toEqual(
    expect.arrayContaining([
      'BEGIN:VCALENDAR',
      'UID:ticket-42000001-purchase-9@boxoffice',
      'SEQUENCE:7',
      'DTSTART:20270314T200000Z',
      'DTSTAMP:20260102T000000Z',
      `SUMMARY:${NAME} (Plateia\\, A1)`,
      'LOCATION:São Paulo',
      'END:VCALENDAR',
    ]),
  );
  expect(lines.filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(1);
});

test('a ticket without a section is named by its seat alone', async () => {
  sale = { seat: 'A1', section: '' };
  expect((await get({ accept: 'text/calendar' })).body).toContain(`SUMMARY:${NAME} (A1)`);
  expect(readPdf((await get({ accept: 'application/pdf' })).rawPayload).text).not.toContain('SECTION');
});

test.each(['text/html', 'application/xml, text/plain', 'application/json;q=0, image/png'])(
  'Accept: %s is not acceptable, and nobody is asked',
  async (accept) => {
    const response = await get({ accept });
    expect([response.statusCode, response.json().reason]).toEqual([406, 'not_acceptable']);
    expect(response.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(response.json().detail).toContain('application/pdf');
    expect(gateway.forwarded()).toEqual([]);
  },
);

test('quality values count', async () => {
  const form = async (accept: string) => (await get({ accept })).headers['content-type']?.split(';')[0];
  expect(await form('application/pdf;q=0.3, text/calendar;q=0.7')).toBe('text/calendar');
  expect(await form('text/html, application/pdf;q=0.9, */*;q=0.1')).toBe('application/pdf');
  expect(await form('image/*')).toBe('image/svg+xml');
});

test('caches are told what an answer depends on', async () => {
  const vary = (await get({ origin: 'https://shop.example', 'accept-encoding': 'gzip' })).headers.vary;
  const names = String(vary).toLowerCase().split(', ');
  expect(names).toEqual(expect.arrayContaining(['origin', 'accept', 'accept-language']));
});

test.each([
  ['/v1/purchases/9/tickets/42000002/pass', 409, 'pass_not_available'],
  ['/v1/purchases/10/tickets/42000001/pass', 404, 'purchase_not_found'],
  ['/v1/purchases/x/tickets/42000001/pass', 400, 'validation_failed'],
  ['/v1/purchases/9/tickets/0/pass', 400, 'validation_failed'],
] as const)('%s is %i %s in every form', async (url, status, reason) => {
  for (const accept of ['application/json', 'application/pdf', 'image/svg+xml', 'text/calendar']) {
    const response = await get({ accept }, url);
    expect([response.statusCode, response.json().reason]).toEqual([status, reason]);
    expect(response.headers['content-type']).toMatch(/^application\/problem\+json/);
  }
});

test('passes are for customers, their keys for everyone', async () => {
  expect((await gateway.app.inject(PATH)).statusCode).toBe(401);
  expect((await gateway.app.inject({ url: PATH, headers: await as('partner', 3) })).statusCode).toBe(403);
  const keys = await gateway.app.inject('/.well-known/pass-keys.json');
  expect(keys.json()).toEqual({ keys: [jwk] });
  expect(keys.headers['cache-control']).toBe('public, max-age=60');
});
