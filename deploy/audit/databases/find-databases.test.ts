import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { findDatabases } from './find-databases.ts';

const NAMED = {
  IDENTITY_DATABASE_URL: 'postgresql://a@one/identity',
  CATALOG_DATABASE_URL: 'postgresql://b@two/catalog',
  INVENTORY_DATABASE_URL: 'postgresql://c@three/inventory',
  ORDER_DATABASE_URL: 'postgresql://d@four/orders',
};

test('databases that are named one by one are taken as they are', async () => {
  const { urls, stoppedAt } = await findDatabases({ ...NAMED, POSTGRES_URL: 'postgresql://other/postgres' });
  expect(urls).toEqual({
    identity: NAMED.IDENTITY_DATABASE_URL,
    catalog: NAMED.CATALOG_DATABASE_URL,
    inventory: NAMED.INVENTORY_DATABASE_URL,
    order: NAMED.ORDER_DATABASE_URL,
  });
  expect(stoppedAt).toBeUndefined();
});

test('every database that is missing or wrong among named ones is told', async () => {
  const env = { ...NAMED, CATALOG_DATABASE_URL: '', ORDER_DATABASE_URL: 'orders' };
  await expect(findDatabases(env)).rejects.toThrow(
    /CATALOG_DATABASE_URL: is missing[\s\S]*ORDER_DATABASE_URL: is no URL/,
  );
});

test('on a server that is given, the services have their databases by name', async () => {
  const { urls, source } = await findDatabases({
    POSTGRES_URL: 'postgresql://admin:secret@db:5433/postgres?sslmode=require',
  });
  expect(urls.order).toBe('postgresql://admin:secret@db:5433/orders?sslmode=require');
  expect(urls.identity).toBe('postgresql://admin:secret@db:5433/identity?sslmode=require');
  expect(source).toBe('the platform on db:5433');
});

test('without databases there is nothing to audit, and it is told how to get some', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'audit-'));
  try {
    await expect(findDatabases({ BOXOFFICE_DATA: folder })).rejects.toThrow(
      `There is nothing to audit: ${folder} has no databases. Start the platform once (npm start)`,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});
