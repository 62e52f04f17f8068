import { expect, test } from '@jest/globals';
import { decodeProtectedHeader, importJWK, jwtVerify } from 'jose';
import type { Pass } from '../domain/pass.ts';
import { createPassKey, importPassKey, publicPassKey, signPass } from './pass-code.ts';

const pass: Pass = {
  purchaseId: 9,
  ticketId: 42_000_001,
  eventId: 42,
  seat: 'Camarote São João 7',
  section: 'Box',
  generation: 3,
  soldAt: new Date('2026-01-01T00:00:01.999Z'),
};

const { kid, privateJwk } = await createPassKey();
const signer = { kid, privateKey: await importPassKey(privateJwk) };

test('a code says which seat, by which sale, and nothing of its buyer', async () => {
  const code = await signPass(signer, pass, 'boxoffice');
  expect(decodeProtectedHeader(code)).toEqual({ alg: 'EdDSA', typ: 'pass+jwt', kid });
  const key = await importJWK(publicPassKey(kid, privateJwk), 'EdDSA');
  const { payload } = await jwtVerify(code, key, { typ: 'pass+jwt', issuer: 'boxoffice' });
  expect(payload).toEqual({
    iss: 'boxoffice',
    sub: '42000001',
    purchase: 9,
    gen: 3,
    event: 42,
    seat: 'Camarote São João 7',
    iat: 1767225601,
  });
});

test('a code is the same whenever it is signed, and another one for another sale', async () => {
  const code = await signPass(signer, pass, 'boxoffice');
  expect(await signPass(signer, { ...pass }, 'boxoffice')).toBe(code);
  for (const change of [{ purchaseId: 10 }, { generation: 4 }, { ticketId: 42_000_002 }, { seat: 'A1' }]) {
    expect(await signPass(signer, { ...pass, ...change }, 'boxoffice')).not.toBe(code);
  }
});

test('a public key has no private part', () => {
  const key = publicPassKey(kid, privateJwk);
  expect(Object.keys(key).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x']);
  expect(JSON.stringify(key)).not.toContain(privateJwk.d);
});
