import { Code, ConnectError } from '@connectrpc/connect';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createOpener, enclose } from './envelope.ts';

const MAX = 1000;

const codeOf = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    return ConnectError.from(error).code;
  }
  return undefined;
};

/** Cuts bytes at some places. */
function cut(bytes: Buffer, places: number[]): Buffer[] {
  const at = [0, ...new Set(places.map((place) => place % (bytes.length + 1))), bytes.length].sort((a, b) => a - b);
  return at.slice(1).map((end, i) => bytes.subarray(at[i], end));
}

test('messages come out as they went in, wherever their bytes are cut', () => {
  const messages = fc.array(fc.uint8Array({ maxLength: MAX }), { maxLength: 8 });
  fc.assert(
    fc.property(messages, fc.array(fc.nat(), { maxLength: 20 }), (sent, places) => {
      const bytes = Buffer.concat(sent.map((message) => enclose(message, MAX)));
      const opener = createOpener(MAX);
      const received = cut(bytes, places).flatMap((part) => opener.open(part));
      expect(received.map((message) => [...message])).toEqual(sent.map((message) => [...message]));
      expect(opener.isInside()).toBe(false);
    }),
  );
});

test('a message that has not come whole is told', () => {
  const bytes = enclose(new Uint8Array(10), MAX);
  for (const length of [1, 5, 14]) {
    const opener = createOpener(MAX);
    expect(opener.open(bytes.subarray(0, length))).toEqual([]);
    expect(opener.isInside()).toBe(true);
  }
});

test('a message above the limit is refused on either side, on arrival by its head alone', () => {
  expect(codeOf(() => enclose(new Uint8Array(MAX + 1), MAX))).toBe(Code.ResourceExhausted);
  const head = enclose(new Uint8Array(MAX + 1), MAX + 1).subarray(0, 5);
  expect(codeOf(() => createOpener(MAX).open(head))).toBe(Code.ResourceExhausted);
  expect(createOpener(MAX).open(enclose(new Uint8Array(MAX), MAX))).toHaveLength(1);
});

test('a compressed message is refused', () => {
  const bytes = enclose(new Uint8Array(3), MAX);
  bytes[0] = 1;
  expect(codeOf(() => createOpener(MAX).open(bytes))).toBe(Code.Internal);
});
