import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createEventStreamReader, type StreamEvent } from './event-stream.ts';

function readAll(pieces: readonly string[], lastId?: string): StreamEvent[] {
  const reader = createEventStreamReader(lastId);
  return pieces.flatMap((piece) => reader.read(piece));
}

const STREAM = [
  ': heartbeat',
  '',
  'retry: 2000',
  'event: snapshot',
  'id: 41',
  'data: {"sequence":41,',
  'data: "taken":"AAA="}',
  '',
  ': heartbeat',
  'event: change',
  'id: 42',
  'data:{"sequence":42}',
  '',
  'data: no name: and a colon',
  '',
  '',
];
const EVENTS = [
  { id: '41', event: 'snapshot', data: '{"sequence":41,\n"taken":"AAA="}' },
  { id: '42', event: 'change', data: '{"sequence":42}' },
  { id: '42', event: 'message', data: 'no name: and a colon' },
];

test.each(['\n', '\r', '\r\n'])('a stream is read whatever ends its lines: %j', (end) => {
  expect(readAll([STREAM.join(end)])).toEqual(EVENTS);
});

test.each(['\n', '\r', '\r\n'])('a stream is read wherever it is cut, even within %j', (end) => {
  const text = STREAM.join(end);
  fc.assert(
    fc.property(fc.array(fc.nat(text.length), { maxLength: 20 }), (cuts) => {
      const places = [0, ...cuts.sort((a, b) => a - b), text.length];
      const pieces = places.slice(1).map((to, i) => text.slice(places[i], to));
      expect(readAll(pieces)).toEqual(EVENTS);
    }),
  );
});

test('character by character is the same', () => {
  expect(readAll([...STREAM.join('\r\n')])).toEqual(EVENTS);
});

test('an event that has not ended is not told yet', () => {
  const reader = createEventStreamReader();
  expect(reader.read('id: 1\ndata: half')).toEqual([]);
  expect(reader.read(' and half\n')).toEqual([]);
  expect(reader.read('\n')).toEqual([{ id: '1', event: 'message', data: 'half and half' }]);
});

test('the last id is kept for the next connection, also of an event without data', () => {
  const reader = createEventStreamReader('7');
  expect(reader.lastId()).toBe('7');
  expect(reader.read('id: 8\n\n')).toEqual([]);
  expect(reader.lastId()).toBe('8');
  reader.read('id: bad\0one\ndata: x\n\n');
  expect(reader.lastId()).toBe('8');
});

test('the server tells when to come back, in whole milliseconds', () => {
  const reader = createEventStreamReader();
  reader.read('retry: soon\n');
  expect(reader.retry()).toBeUndefined();
  reader.read('retry: 2000\n');
  expect(reader.retry()).toBe(2000);
});

test('a byte order mark and unknown fields are passed over', () => {
  expect(readAll(['\uFEFFdata: x\n', 'colour: red\n', 'data\n\n'])).toEqual([
    { id: '', event: 'message', data: 'x\n' },
  ]);
});
