import { expect, test } from '@jest/globals';
import { requireOffered } from './job.ts';

test('an open loop that sent 99% of its load counts, and one that sent less does not', () => {
  expect(() => requireOffered({ name: 'load', offered: 1000, sent: 990 })).not.toThrow();
  expect(() => requireOffered({ name: 'load', offered: 1000, sent: 989 })).toThrow('load: invalid');
});
