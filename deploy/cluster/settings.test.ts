import { ConfigError } from '@boxoffice/platform';
import { expect, test } from '@jest/globals';
import { parseReplicas, replicaNames } from './replicas.ts';
import { readClusterSettings } from './settings.ts';

const ONE_EACH = { identity: 1, catalog: 1, inventory: 1, order: 1, gateway: 1 };

test.each([
  ['', ONE_EACH],
  ['order=2', { ...ONE_EACH, order: 2 }],
  [' order = 2, inventory=3 ,gateway=20,', { ...ONE_EACH, order: 2, inventory: 3, gateway: 20 }],
])('%j is read', (input, expected) => {
  expect(parseReplicas(input)).toEqual(expected);
});

test.each([
  'orders=2',
  'postgres=2',
  'order',
  'order=',
  'order=0',
  'order=21',
  'order=-1',
  'order=1.5',
  'order=two',
  'order=2=3',
  'order=1,order=2',
  '=2',
  'constructor=2',
])('%j is refused', (input) => {
  expect(() => readClusterSettings({ REPLICAS: input })).toThrow(ConfigError);
  expect(() => readClusterSettings({ REPLICAS: input })).toThrow(/REPLICAS: ".*"/);
});

test('the first process of a part has its plain name, the others are numbered', () => {
  expect(replicaNames('order', 3)).toEqual(['order', 'order-2', 'order-3']);
});

test('all bad variables are named at once', () => {
  expect(() => readClusterSettings({ PORT: 'x', REPLICAS: 'x' })).toThrow(/PORT: [\s\S]*REPLICAS: /);
});
