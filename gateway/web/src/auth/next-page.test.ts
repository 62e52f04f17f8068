import { expect, test } from '@jest/globals';
import { loginFor, nextPage } from './next-page.ts';

test('a login leads back to the page that asked for it', () => {
  const page = '/events/7?seats=1,2#map';
  expect(nextPage(new URL(loginFor(page), 'http://x.example').searchParams.get('next'))).toBe(page);
});

test('the start page needs no mention', () => {
  expect(loginFor('/')).toBe('/login');
});

test.each([
  null,
  '',
  'events',
  'https://evil.example/',
  '//evil.example/',
  '/\\evil.example/',
  '/\t/evil.example',
  '/a\\b',
  'javascript:alert(1)',
  '/login?next=/login',
])('%j leads nowhere else', (next) => {
  expect(nextPage(next)).toBeUndefined();
});
