import { expect, test } from '@jest/globals';
import { createPasswordHasher } from './password-hasher.ts';

test('a password matches its own hash only, however its letters are composed', async () => {
  const { hash, verify } = await createPasswordHasher(2, 10);
  const stored = await hash('maçã-madura');
  expect(await verify('maçã-madura'.normalize('NFD'), stored)).toBe(true);
  expect(await verify('Maçã-madura', stored)).toBe(false);
  expect(await hash('maçã-madura')).not.toBe(stored);
});

test('hashes are argon2id with 19 MiB, two passes and one lane', async () => {
  const { hash } = await createPasswordHasher(1, 10);
  const [, variant, version, cost] = (await hash('torn-velvet-curtain')).split('$');
  expect([variant, version, cost?.split(',').sort()]).toEqual(['argon2id', 'v=19', ['m=19456', 'p=1', 't=2']]);
});

test('no account costs as much work as a wrong password, and never matches', async () => {
  const { hash, verify } = await createPasswordHasher(1, 10);
  const stored = await hash('torn-velvet-curtain');
  const time = async (against: string | undefined) => {
    const start = performance.now();
    expect(await verify('wrong-velvet-curtain', against)).toBe(false);
    return performance.now() - start;
  };
  // In turns, so that a busy machine slows down both.
  const fastest = { none: Number.POSITIVE_INFINITY, wrong: Number.POSITIVE_INFINITY };
  for (let n = 0; n < 12; n++) {
    fastest.none = Math.min(fastest.none, await time(undefined));
    fastest.wrong = Math.min(fastest.wrong, await time(stored));
  }
  const ratio = fastest.none / fastest.wrong;
  expect(ratio).toBeGreaterThan(0.4);
  expect(ratio).toBeLessThan(2.5);
});

test('beyond the queue passwords are refused as overloaded, and the others are served', async () => {
  const { verify } = await createPasswordHasher(1, 2);
  const first = verify('one', undefined);
  await new Promise((resolve) => setImmediate(resolve));
  const rest = await Promise.allSettled([2, 3, 4, 5].map((n) => verify(String(n), undefined)));
  expect(await first).toBe(false);
  expect(rest.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'rejected']);
  expect(rest[3]).toMatchObject({ reason: { kind: 'unavailable', reason: 'overloaded' } });
});
