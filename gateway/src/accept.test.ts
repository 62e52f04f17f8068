import { expect, test } from '@jest/globals';
import { chooseLanguage, chooseMediaType } from './accept.ts';

const OFFERED = ['application/json', 'application/pdf', 'image/svg+xml', 'text/calendar'] as const;
const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8';

test.each([
  [undefined, 'application/json'],
  ['', 'application/json'],
  ['*/*', 'application/json'],
  [BROWSER, 'application/json'],
  ['application/pdf', 'application/pdf'],
  ['Application/PDF', 'application/pdf'],
  ['application/pdf;version=1.7;q=0.5', 'application/pdf'],
  ['text/calendar; charset=utf-8', 'text/calendar'],
  ['image/*', 'image/svg+xml'],
  ['text/*, application/pdf;q=0.9', 'text/calendar'],
  ['application/*', 'application/json'],
  ['application/json;q=0.4, text/calendar;q=0.6', 'text/calendar'],
  ['application/json;q=0, */*', 'application/pdf'],
  ['application/json;q=0, application/pdf;q=0, */*;q=0.1', 'image/svg+xml'],
  ['application/pdf, */*', 'application/pdf'],
  ['*/*, application/pdf', 'application/pdf'],
  ['*/*, application/pdf;q=0.9', 'application/json'],
  ['text/calendar, application/pdf', 'text/calendar'],
  ['image/*;q=0.2, image/svg+xml;q=0.8, application/pdf;q=0.5', 'image/svg+xml'],
  ['text/html', undefined],
  ['application/pdf;q=0', undefined],
  ['application/pdf;q=0.0', undefined],
  ['application/pdf;q=nonsense', undefined],
  ['*/*;q=0', undefined],
] as const)('Accept %j is answered with %s', (header, type) => {
  expect(chooseMediaType(header, OFFERED)).toBe(type);
});

test.each([
  [undefined, 'en'],
  ['', 'en'],
  ['*', 'en'],
  ['de-DE', 'en'],
  ['pt', 'pt-BR'],
  ['pt-PT, en;q=0.8', 'pt-BR'],
  ['en-GB,en;q=0.9,pt-BR;q=0.8', 'en'],
  ['de, pt-br;q=0.7, en;q=0.3', 'pt-BR'],
  ['pt;q=0, en;q=0.1', 'en'],
] as const)('Accept-Language %j is answered in %s', (header, language) => {
  expect(chooseLanguage(header, ['en', 'pt-BR'])).toBe(language);
});
