import { ConfigError } from '@boxoffice/platform';
import { expect, test } from '@jest/globals';
import { loadConfig } from './config.ts';

const CORRECT = {
  PORT: '4004',
  DATABASE_URL: 'postgres://localhost/orders',
  SERVICE_TOKEN: 'x'.repeat(32),
  INVENTORY_URL: 'http://localhost:4003',
  CATALOG_URL: 'http://localhost:4002',
};

test('every bad variable is named at once, its own and those of every service', () => {
  const bad = { PORT: 'x', SERVICE_TOKEN: 'short', INVENTORY_URL: 'nowhere', HOLD_SECONDS: '0', LEASE_SECONDS: 'soon' };
  const load = () => loadConfig(bad);
  expect(load).toThrow(ConfigError);
  for (const name of [...Object.keys(bad), 'DATABASE_URL', 'CATALOG_URL']) expect(load).toThrow(`${name}: `);
});

test('a correct environment is read, with defaults for the rest', () => {
  expect(loadConfig(CORRECT)).toMatchObject({
    port: 4004,
    inventoryUrls: ['http://localhost:4003'],
    catalogUrls: ['http://localhost:4002'],
    holdSeconds: 600,
    paymentTimeoutMs: 4000,
    paymentResolveSeconds: 15,
    tokenIssuer: 'boxoffice',
    leaseSeconds: 10,
  });
});
