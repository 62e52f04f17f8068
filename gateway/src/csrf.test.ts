import { DomainError } from '@boxoffice/kernel';
import { expect, test } from '@jest/globals';
import { refuseCrossSite } from './csrf.ts';

const ALLOWED = ['https://shop.example'];

function isRefused(headers: Record<string, string>, host = 'tickets.example'): boolean {
  try {
    refuseCrossSite({ host, headers }, ALLOWED);
    return false;
  } catch (error) {
    if (error instanceof DomainError && error.reason === 'cross_site_request') return true;
    throw error;
  }
}

test.each<[string, Record<string, string>]>([
  ['a page of the same origin', { 'sec-fetch-site': 'same-origin', origin: 'https://tickets.example' }],
  ['the user, by the address bar', { 'sec-fetch-site': 'none' }],
  ['a page of an allowed origin of the same site', { 'sec-fetch-site': 'same-site', origin: 'https://shop.example' }],
  ['a page of an allowed origin elsewhere', { 'sec-fetch-site': 'cross-site', origin: 'https://shop.example' }],
  ['an older browser’s page of the same host', { origin: 'https://tickets.example' }],
  ['a program', {}],
])('%s may', (_who, headers) => {
  expect(isRefused(headers)).toBe(false);
});

test.each<[string, Record<string, string>]>([
  ['a page elsewhere', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
  ['a page elsewhere that hides its origin', { 'sec-fetch-site': 'cross-site' }],
  ['a page of a sister host', { 'sec-fetch-site': 'same-site', origin: 'https://blog.tickets.example' }],
  ['a page elsewhere that claims the host', { 'sec-fetch-site': 'cross-site', origin: 'https://tickets.example' }],
  ['a browser that says two things', { 'sec-fetch-site': 'same-origin, cross-site' }],
  ['an older browser’s page elsewhere', { origin: 'https://evil.example' }],
  ['a page of another port', { origin: 'https://tickets.example:8443' }],
  ['a page whose name only begins like an allowed one', { origin: 'https://shop.example.evil.example' }],
  ['an allowed host without its scheme’s protection', { origin: 'http://shop.example' }],
  ['a page without an origin of its own', { origin: 'null' }],
])('%s may not', (_who, headers) => {
  expect(isRefused(headers)).toBe(true);
});

test('ports and capitals of the host count as they should', () => {
  expect(isRefused({ origin: 'http://localhost:3000' }, 'localhost:3000')).toBe(false);
  expect(isRefused({ origin: 'http://localhost:3001' }, 'localhost:3000')).toBe(true);
  expect(isRefused({ origin: 'https://tickets.example' }, 'Tickets.Example')).toBe(false);
});
