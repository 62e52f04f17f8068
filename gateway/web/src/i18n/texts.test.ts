import { describe, expect, test } from '@jest/globals';
import { common as enCommon } from './en/common.ts';
import { panel as enPanel } from './en/panel.ts';
import { problems as enProblems } from './en/problems.ts';
import { storefront as enStorefront } from './en/storefront.ts';
import { common as ptCommon } from './pt-br/common.ts';
import { panel as ptPanel } from './pt-br/panel.ts';
import { problems as ptProblems } from './pt-br/problems.ts';
import { storefront as ptStorefront } from './pt-br/storefront.ts';
import { withPlurals } from './texts.ts';

type Tree = { [key: string]: string | Tree };

function* leaves(tree: Tree, path = ''): Generator<[string, string]> {
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') yield [`${path}${key}`, value];
    else yield* leaves(value, `${path}${key}.`);
  }
}

const variables = (text: string) => [...text.matchAll(/\{\{(\w+)/g)].map(([, name]) => name).sort();

describe.each([
  ['common', enCommon, ptCommon],
  ['panel', enPanel, ptPanel],
  ['problems', enProblems, ptProblems],
  ['storefront', enStorefront, ptStorefront],
])('%s', (_namespace, english: Tree, portuguese: Tree) => {
  const translated = new Map(leaves(portuguese));

  test('every text is there in both languages, and none is empty', () => {
    const both = [...leaves(english)];
    expect([...translated.keys()].sort()).toEqual(both.map(([key]) => key).sort());
    expect([...both, ...translated].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  test('a translation speaks of the same things', () => {
    const strange = [...leaves(english)].filter(
      // A singular may say "one" in the place of the number.
      ([key, text]) =>
        !/_(one|zero)$/.test(key) && variables(text).join() !== variables(translated.get(key) ?? '').join(),
    );
    expect(strange).toEqual([]);
  });
});

test('Portuguese has its plural of whole millions', () => {
  expect(withPlurals({ a: { n_one: '1', n_other: 'n' }, b_other: 'n', b_many: 'own' })).toEqual({
    a: { n_one: '1', n_other: 'n', n_many: 'n' },
    b_other: 'n',
    b_many: 'own',
  });
});
