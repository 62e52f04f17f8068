import { ConfigError } from '@boxoffice/platform';
import { expect, test } from '@jest/globals';
import { loadConfig } from './config.ts';

test('every bad variable is named at once', () => {
  try {
    loadConfig({ PORT: 'x', SERVICE_TOKEN: 'short', INVENTORY_URL: 'nowhere' });
    throw new Error('a wrong configuration was taken');
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    for (const name of ['PORT', 'DATABASE_URL', 'SERVICE_TOKEN', 'INVENTORY_URL']) {
      expect(error.message).toContain(name);
    }
  }
});

test('a correct environment is read', () => {
  const config = loadConfig({
    PORT: '4002',
    DATABASE_URL: 'postgres://localhost/catalog',
    SERVICE_TOKEN: 'x'.repeat(32),
    INVENTORY_URL: 'http://localhost:4003',
  });
  expect(config).toMatchObject({ port: 4002, inventoryUrls: ['http://localhost:4003'] });
});
