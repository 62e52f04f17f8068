import { setTimeout as sleep } from 'node:timers/promises';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createHead } from './spliced-body.ts';

const SEED = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
console.info(`seed ${SEED}`);

async function expectWhole(head: string, ends: string[]): Promise<void> {
  // Both ways of compressing the head come up.
  const kept = createHead(head, { settledMs: 0 });
  for (const end of ends) {
    const { body, compress } = kept.with(end);
    expect(body.toString()).toBe(head + end);
    expect(brotliDecompressSync(await compress('br')).equals(body)).toBe(true);
    expect(gunzipSync(await compress('gzip')).equals(body)).toBe(true);
  }
}

test('a head and any end are one stream of either encoding', async () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 300 }),
    fc.uint8Array({ maxLength: 30_000 }).map((bytes) => Buffer.from(bytes).toString('base64')),
    fc.tuple(fc.string(), fc.nat(5000)).map(([piece, times]) => piece.repeat(times)),
  );
  const property = fc.asyncProperty(text, fc.array(text, { minLength: 1, maxLength: 3 }), expectWhole);
  await fc.assert(property, { seed: SEED, numRuns: 40 });
});

test('the end may repeat words of the head and of the dictionary of brotli', async () => {
  const head = Array.from({ length: 20_000 }, (_, i) => `"S${i + 1}"`).join();
  await expectWhole(head, ['', ' the time of the people', head.slice(-5000), head.slice(0, 50_000)]);
});

test('numbered seats take less than 0.3 bytes each once their names have settled, statuses included', async () => {
  const statuses = Buffer.alloc(12_500);
  for (let i = 0; i < statuses.length; i += 11) statuses[i] = 0xaa;
  const end = statuses.toString('base64');
  const names = JSON.stringify(Array.from({ length: 50_000 }, (_, i) => `S${i + 1}`));
  const kept = createHead(`{"event_id":1234,"seats":${names}`, { settledMs: 0 });
  expect((await kept.with(end).compress('br')).length).toBeLessThan(0.4 * 50_000);
  // Until the thorough head is there; the test's own timeout says when it never is.
  while (kept.with(end).grade === 0) await sleep(10);
  const { body, compress } = kept.with(end);
  const compressed = await compress('br');
  expect(compressed.length).toBeLessThan(0.3 * 50_000);
  expect(brotliDecompressSync(compressed).equals(body)).toBe(true);
});
