import { expect, test } from '@jest/globals';
import { createIntent } from './intent.ts';

test('the same request keeps its key until it is done', () => {
  let made = 0;
  const intent = createIntent(() => `key-${++made}`);
  expect(intent.keyFor({ name: 'Hamlet' })).toBe('key-1');
  expect(intent.keyFor({ name: 'Hamlet' })).toBe('key-1');
  expect(intent.keyFor({ name: 'Macbeth' })).toBe('key-2');
  intent.done();
  expect(intent.keyFor({ name: 'Macbeth' })).toBe('key-3');
});

test('keys are random unless told otherwise', () => {
  expect(createIntent().keyFor(1)).toMatch(/^[0-9a-f-]{36}$/);
  expect(createIntent().keyFor(1)).not.toBe(createIntent().keyFor(1));
});
