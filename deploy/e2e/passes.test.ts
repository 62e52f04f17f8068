import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { ok, refusal, sameEveryTime } from './support/answer.ts';
import type { Customer } from './support/customer.ts';
import { type Show, stageShow } from './support/show.ts';
import { usePlatform } from './support/use-platform.ts';

type Pass = { ticket_id: number; event_name: string; starts_at: string; holder: string; status: string; code: string };

const { api, platform } = usePlatform('standalone');
const NAME = 'Noite de Ópera, Praça da Sé';
let show: Show;
let buyer: Customer;
let purchaseId: number;

beforeAll(async () => {
  show = await stageShow(api, { name: NAME, location: 'São Paulo', date: '2031-03-14T20:00:00Z' });
  buyer = await api.customer({ name: 'João Conceição' });
  purchaseId = ok(await buyer.buy(show.ticketIds.slice(0, 3)), 201).id;
});

const path = (purchase: number, ticketId: number) => `/v1/purchases/${purchase}/tickets/${ticketId}/pass`;
const passOf = async (who: Customer, purchase: number, ticketId: number) =>
  ok(await who.get<Pass>(path(purchase, ticketId)));

/** A pass as a file. */
async function fileOf(ticketId: number, accept: string): Promise<Buffer> {
  const headers = { authorization: `Bearer ${buyer.tokens.access_token}`, accept };
  const answer = await fetch(platform().url + path(purchaseId, ticketId), { headers });
  expect([answer.status, answer.headers.get('content-type')?.split(';')[0]]).toEqual([200, accept]);
  return Buffer.from(await answer.arrayBuffer());
}

/** What a code says, checked as a scanner does: with the published keys and nothing else. */
async function scan(code: string) {
  const keys = createRemoteJWKSet(new URL('/.well-known/pass-keys.json', platform().url));
  return (await jwtVerify(code, keys, { typ: 'pass+jwt', issuer: 'boxoffice', algorithms: ['EdDSA'] })).payload;
}

test('a sold ticket has a pass that a scanner can verify without asking about it', async () => {
  const [first, second] = show.ticketIds;
  const pass = await passOf(buyer, purchaseId, first);
  expect(pass).toEqual({
    purchase_id: purchaseId,
    ticket_id: first,
    event_id: show.event.id,
    event_name: NAME,
    starts_at: '2031-03-14T20:00:00.000Z',
    location: 'São Paulo',
    seat: 'S1',
    section: '',
    holder: 'João Conceição',
    status: 'sold',
    code: expect.any(String),
    issued_at: expect.any(String),
  });
  expect(await scan(pass.code)).toMatchObject({
    sub: String(first),
    purchase: purchaseId,
    event: show.event.id,
    seat: 'S1',
  });
  expect((await passOf(buyer, purchaseId, first)).code).toBe(pass.code);
  expect((await passOf(buyer, purchaseId, second)).code).not.toBe(pass.code);
  const [head, claims, signature = ''] = pass.code.split('.');
  const forged = JSON.stringify({ ...JSON.parse(Buffer.from(String(claims), 'base64url').toString()), seat: 'S2' });
  await expect(scan([head, Buffer.from(forged).toString('base64url'), signature].join('.'))).rejects.toThrow(
    'signature',
  );
});

test('a pass tells of its event as it is now', async () => {
  const changed = await stageShow(api, { name: 'Before' });
  const { id } = ok(await buyer.buy([changed.ticketIds[0]]), 201);
  const before = await passOf(buyer, id, changed.ticketIds[0]);
  ok(await changed.partner.change(changed.event, { name: 'After', date: '2031-05-01T18:30:00Z' }));
  const after = await passOf(buyer, id, changed.ticketIds[0]);
  expect([before.event_name, after.event_name]).toEqual(['Before', 'After']);
  expect(after.starts_at).toBe('2031-05-01T18:30:00.000Z');
  expect(after.code).toBe(before.code);
});

test('nobody else has it: a foreign pass is missing like one that never was', async () => {
  const [first, second, third] = show.ticketIds;
  const stranger = await api.customer();
  const foreign = refusal(await stranger.get(path(purchaseId, first)), 404, 'purchase_not_found');
  const missing = refusal(await stranger.get(path(8_999_999, first)), 404, 'purchase_not_found');
  expect(sameEveryTime(foreign)).toEqual(sameEveryTime(missing));
  refusal(await buyer.get(path(purchaseId, third + 1)), 404, 'ticket_not_found');
  refusal(await api.get(path(purchaseId, second)), 401, 'unauthenticated');
  refusal(await show.partner.get(path(purchaseId, second)), 403, 'forbidden');
});

test('there is none of a ticket that is held, and none any more of one that is cancelled', async () => {
  const { partner, event, ticketIds } = await stageShow(api, { price: 700 });
  const [kept, cancelled, held] = ticketIds;
  const { id } = ok(await buyer.buy([kept, cancelled]), 201);
  const old = await passOf(buyer, id, cancelled);
  const standing = await passOf(buyer, id, kept);
  ok(await buyer.cancel(id, [cancelled]));
  refusal(await buyer.get(path(id, cancelled)), 409, 'pass_not_available');
  expect(await passOf(buyer, id, kept)).toEqual(standing);
  const reserved = ok(await buyer.reserve([held]), 201);
  refusal(await buyer.get(path(reserved.id, held)), 409, 'pass_not_available');

  const next = await api.customer();
  const again = ok(await next.buy([cancelled]), 201);
  const anew = await passOf(next, again.id, cancelled);
  const [before, after] = [await scan(old.code), await scan(anew.code)];
  expect(after).toMatchObject({ sub: before.sub, seat: before.seat, purchase: again.id, event: event.id });
  expect(Number(after.gen)).toBeGreaterThan(Number(before.gen));
  expect(partner.account.id).toBeGreaterThan(0);
});

test('a pass that nobody can read is refused as such', async () => {
  refusal(await buyer.get(path(purchaseId, show.ticketIds[0]), { accept: 'text/html' }), 406, 'not_acceptable');
});

test('a calendar takes it', async () => {
  const text = (await fileOf(show.ticketIds[0], 'text/calendar')).toString().replaceAll('\r\n ', '');
  expect(text).toContain('DTSTART:20310314T200000Z');
  expect(text).toContain(`UID:ticket-${show.ticketIds[0]}-purchase-${purchaseId}@boxoffice`);
});

const isInstalled = (program: string) => spawnSync(program, ['-v']).error === undefined;
const testWith = (...programs: string[]) => (programs.every(isInstalled) ? test : test.skip);

testWith('pdftotext')('a reader of PDF finds its text', async () => {
  const input = await fileOf(show.ticketIds[0], 'application/pdf');
  const { stdout } = spawnSync('pdftotext', ['-layout', '-', '-'], { input, encoding: 'utf8' });
  const text = stdout.replaceAll(/\s+/g, ' ');
  for (const told of [
    NAME,
    'SEAT',
    'São Paulo',
    '14 March 2031',
    '20:00 UTC',
    'S1',
    'João Conceição',
    String(purchaseId),
  ]) {
    expect(text).toContain(told);
  }
});

testWith('pdftoppm', 'zbarimg')('a scanner reads its code from the printed page', async () => {
  const { code } = await passOf(buyer, purchaseId, show.ticketIds[0]);
  const folder = mkdtempSync(join(tmpdir(), 'boxoffice-pass-'));
  writeFileSync(join(folder, 'pass.pdf'), await fileOf(show.ticketIds[0], 'application/pdf'));
  spawnSync('pdftoppm', ['-r', '200', '-png', '-singlefile', 'pass.pdf', 'pass'], { cwd: folder });
  const { stdout } = spawnSync('zbarimg', ['--quiet', '--raw', 'pass.png'], { cwd: folder, encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  expect(stdout.trim()).toBe(code);
});
