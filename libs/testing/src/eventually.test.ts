import { expect, test } from '@jest/globals';
import { eventually } from './eventually.ts';

test('an assertion that comes true in time gives its value', async () => {
  let calls = 0;
  const value = await eventually(() => {
    calls += 1;
    expect(calls).toBe(3);
    return 'done';
  });
  expect(value).toBe('done');
});

test('an assertion that never comes true fails with its own error', async () => {
  const never = () => Promise.reject(new Error('still not'));
  await expect(eventually(never, { timeoutMs: 50, intervalMs: 5 })).rejects.toThrow('still not');
});
