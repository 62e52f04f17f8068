import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { CannotMutate, type Mutant, mutate } from './mutant.ts';
import { MUTANTS } from './mutants.ts';
import { mutateAll } from './run-mutants.ts';

const REPOSITORY = resolve(import.meta.dirname, '../..');

const aMutant: Mutant = {
  name: 'part/guard',
  breaks: 'Nothing is lost.',
  file: 'README.md',
  before: 'lock();',
  after: '',
  tests: [],
};

test('the text of every mutant stands once in its file, and makes it another one', () => {
  const texts = mutateAll(REPOSITORY, MUTANTS);
  expect(texts.size).toBe(MUTANTS.length);
  for (const { text, mutated } of texts.values()) expect(mutated).not.toBe(text);
});

test('every mutant has a name of its own, a promise that it breaks, and tests whose files exist', () => {
  expect(new Set(MUTANTS.map(({ name }) => name)).size).toBe(MUTANTS.length);
  for (const { name, breaks, tests } of MUTANTS) {
    expect(name).toMatch(/^[a-z]+\/[a-z]+(-[a-z]+)*$/);
    expect(breaks).toMatch(/^[A-Z].+\.$/);
    const missing = tests.filter(({ file }) => !existsSync(join(REPOSITORY, file)));
    expect([name, tests.length > 0, missing]).toEqual([name, true, []]);
  }
});

test('a text that is gone, or stands twice, is told by its mutant', () => {
  expect(mutate('lock(); read();', aMutant)).toBe(' read();');
  expect(() => mutate('read();', aMutant)).toThrow('part/guard: its text stands 0 times in README.md');
  expect(() => mutate('lock(); lock();', aMutant)).toThrow('stands 2 times');
});

test('all mutants that are out of date are named at once', () => {
  const gone = { ...aMutant, name: 'part/gone', file: 'no/such/file.ts' };
  const outOfDate = () => mutateAll(REPOSITORY, [aMutant, gone]);
  expect(outOfDate).toThrow(CannotMutate);
  expect(outOfDate).toThrow(/part\/guard: its text stands 0 times.*part\/gone: no\/such\/file\.ts can't be read/s);
});

test('a replacement is taken as it is', () => {
  expect(mutate('lock();', { ...aMutant, after: "$&$'" })).toBe("$&$'");
});
