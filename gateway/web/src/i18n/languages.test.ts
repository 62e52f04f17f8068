import { expect, test } from '@jest/globals';
import { chooseLanguage } from './languages.ts';

test.each([
  ['pt-BR', ['en-US'], 'pt-BR'],
  ['en', ['pt-BR'], 'en'],
  [null, ['pt-BR', 'en'], 'pt-BR'],
  [null, ['pt-PT'], 'pt-BR'],
  [null, ['de-DE', 'pt'], 'pt-BR'],
  [null, ['en-GB', 'pt-BR'], 'en'],
  [null, ['de'], 'en'],
  [null, [], 'en'],
  ['klingon', ['pt-BR'], 'pt-BR'],
  ['toString', [], 'en'],
])('who chose %s and reads %j is spoken to in %s', (chosen, readers, language) => {
  expect(chooseLanguage(chosen, readers)).toBe(language);
});
