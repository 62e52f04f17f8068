import { IdentityService } from '@boxoffice/contracts/identity/v1/identity_service';
import { createClient, createRouterTransport } from '@connectrpc/connect';
import { expect, test } from '@jest/globals';
import { exportJWK, generateKeyPair, jwtVerify, SignJWT } from 'jose';
import { createKeySet } from './key-set.ts';

async function makeKey(kid: string) {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
  const sign = () => new SignJWT({}).setProtectedHeader({ alg: 'EdDSA', kid }).sign(privateKey);
  return { jwk: { ...(await exportJWK(publicKey)), kid, alg: 'EdDSA' }, sign };
}

function serve(keys: () => unknown[]) {
  let reads = 0;
  const transport = createRouterTransport(({ service }) =>
    service(IdentityService, {
      getKeySet() {
        reads++;
        return { jwks: JSON.stringify({ keys: keys() }) };
      },
    }),
  );
  return { identity: createClient(IdentityService, transport), reads: () => reads };
}

test('keys are read once, and again for an unknown key id', async () => {
  const [first, second] = [await makeKey('first'), await makeKey('second')];
  const published = [first.jwk];
  const { identity, reads } = serve(() => published);
  const { key } = createKeySet(identity, { minAgeMs: 0 });
  await Promise.all([first.sign(), first.sign()].map(async (token) => jwtVerify(await token, key)));
  expect(reads()).toBe(1);
  published.push(second.jwk);
  await jwtVerify(await second.sign(), key);
  expect(reads()).toBe(2);
});

test('an unknown key id does not make keys be read that were just read', async () => {
  const [known, stranger] = [await makeKey('known'), await makeKey('stranger')];
  const { identity, reads } = serve(() => [known.jwk]);
  const { key } = createKeySet(identity);
  await jwtVerify(await known.sign(), key);
  for (let i = 0; i < 3; i++) await expect(jwtVerify(await stranger.sign(), key)).rejects.toThrow();
  expect(reads()).toBe(1);
});

test('a retired key is forgotten', async () => {
  const retired = await makeKey('retired');
  let published: unknown[] = [retired.jwk];
  const { identity } = serve(() => published);
  const { key } = createKeySet(identity, { maxAgeMs: 0, minAgeMs: 0 });
  await jwtVerify(await retired.sign(), key);
  published = [];
  await expect(jwtVerify(await retired.sign(), key)).rejects.toThrow();
});

test('old keys are good while identity is away', async () => {
  const known = await makeKey('known');
  let away = false;
  const { identity, reads } = serve(() => {
    if (away) throw new Error('identity is away');
    return [known.jwk];
  });
  const { key } = createKeySet(identity, { maxAgeMs: 50, minAgeMs: 60_000 });
  await jwtVerify(await known.sign(), key);
  away = true;
  await new Promise((resolve) => setTimeout(resolve, 60));
  for (let i = 0; i < 3; i++) await jwtVerify(await known.sign(), key);
  expect(reads()).toBe(2);
});
