import { expect, test } from '@jest/globals';
import { loadClusterConfig, loadConfig } from './config.ts';

const cluster = {
  IDENTITY_URL: 'http://127.0.0.1:4001',
  CATALOG_URL: 'http://127.0.0.1:4002',
  INVENTORY_URL: 'http://127.0.0.1:4003',
  ORDER_URL: 'http://127.0.0.1:4004',
  SERVICE_TOKEN: 'a service token of at least 32 characters',
};

test('everything but the services has a default', () => {
  const { webRoot, ...others } = loadConfig({});
  expect(webRoot).toMatch(/gateway\/web\/dist$/);
  expect(others).toEqual({
    host: '127.0.0.1',
    port: 3000,
    rateLimit: true,
    drainDelayMs: 0,
    trustProxy: [],
    tokenIssuer: 'boxoffice',
    tokenAudience: 'boxoffice-api',
    corsOrigins: [],
    maxStreams: 10_000,
    maxStreamsPerAddress: 5000,
    logLevel: 'info',
  });
  expect(loadClusterConfig(cluster)).toMatchObject({ orderUrls: ['http://127.0.0.1:4004'] });
});

test('lists are separated by commas', () => {
  const env = {
    TRUST_PROXY: '10.0.0.0/8, ::1, loopback',
    CORS_ORIGINS: 'https://shop.example,http://localhost:5173',
    RATE_LIMIT: 'off',
    METRICS_PORT: '9464',
    LISTEN_FD: '3',
  };
  expect(loadConfig(env)).toMatchObject({
    trustProxy: ['10.0.0.0/8', '::1', 'loopback'],
    corsOrigins: ['https://shop.example', 'http://localhost:5173'],
    rateLimit: false,
    metricsPort: 9464,
    listenFd: 3,
  });
});

test('no web application is wished for by an empty WEB_ROOT', () => {
  expect(loadConfig({ WEB_ROOT: '' })).not.toHaveProperty('webRoot');
  expect(loadConfig({ WEB_ROOT: '/srv/web' }).webRoot).toBe('/srv/web');
});

test('a service may have several addresses', () => {
  const several = { ...cluster, ORDER_URL: 'http://one:4004, http://two:4004' };
  expect(loadClusterConfig(several)).toMatchObject({ orderUrls: ['http://one:4004', 'http://two:4004'] });
});

test.each([
  ['TRUST_PROXY', 'true'],
  ['TRUST_PROXY', '10.0.0.0/33'],
  ['TRUST_PROXY', '10.0.0.0/8/8'],
  ['CORS_ORIGINS', '*'],
  ['CORS_ORIGINS', 'https://shop.example/'],
  ['RATE_LIMIT', 'maybe'],
  ['PORT', '70000'],
  ['SERVICE_TOKEN', 'short'],
  ['IDENTITY_URL', 'identity'],
  ['ORDER_URL', 'http://127.0.0.1:4004,order-2'],
  ['LISTEN_FD', '-1'],
  ['METRICS_LISTEN_FD', 'four'],
  ['DRAIN_DELAY_MS', 'long'],
])('%s=%s is refused', (name, value) => {
  expect(() => loadClusterConfig({ ...cluster, [name]: value })).toThrow(name);
});

test('all bad variables are named at once', () => {
  expect(() => loadClusterConfig({ PORT: 'x' })).toThrow(
    /PORT[\s\S]*IDENTITY_URL[\s\S]*CATALOG_URL[\s\S]*INVENTORY_URL[\s\S]*ORDER_URL[\s\S]*SERVICE_TOKEN/,
  );
});
