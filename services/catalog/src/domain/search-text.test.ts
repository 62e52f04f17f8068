import { expect, test } from '@jest/globals';
import { foldText, searchWords } from './search-text.ts';

test.each([
  ['São João', 'sao joao'],
  ['SA\u0303O', 'sao'],
  ['İstanbul ISPARTA ısı', 'istanbul isparta isi'],
  ['Straße STRASSE', 'strasse strasse'],
  ['Ærø Łódź Þór Đà', 'aero lodz thor da'],
  ['ΟΔΟΣ', 'οδοσ'],
  ['  a \t\n b\0c ', 'a bc'],
  ['ﬁn ①', 'fin 1'],
  ['が', 'か\u3099'],
])('%s is compared as %s', (text, folded) => {
  expect(foldText(text)).toBe(folded);
});

test('folding twice is folding once', () => {
  for (const text of ['São João', 'İ', 'ẞ ß', 'Ǆ', '한국어', 'Å', 'ﬃ', '½']) {
    expect(foldText(foldText(text))).toBe(foldText(text));
  }
});

test.each([
  ['', []],
  [' -- !', []],
  ['AC/DC live, live!', ['ac', 'dc', 'live']],
  ["d'Água 2030", ['d', 'agua', '2030']],
  ['हिन्दी शो', ['हिन्दी', 'शो']],
])('the words of "%s" are %j', (text, words) => {
  expect(searchWords(text)).toEqual(words);
});

test('endless words are cut, alike in events and queries', () => {
  expect(searchWords('x'.repeat(5000))).toEqual(['x'.repeat(64)]);
});
