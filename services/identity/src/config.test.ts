import { expect, test } from '@jest/globals';
import { loadConfig } from './config.ts';

const REQUIRED = {
  PORT: '4001',
  DATABASE_URL: 'postgres://identity:secret@127.0.0.1:5432/identity',
  SERVICE_TOKEN: 'x'.repeat(32),
};

test('what is not said has its default', () => {
  expect(loadConfig(REQUIRED)).toMatchObject({
    port: 4001,
    accessTokenSeconds: 600,
    refreshTokenDays: 30,
    refreshGraceSeconds: 10,
    tokenIssuer: 'boxoffice',
    tokenAudience: 'boxoffice-api',
    hashingConcurrency: 2,
    hashingQueue: 1000,
    keyRotationDays: 30,
  });
});

test('every bad variable is named at once', () => {
  const bad = { DATABASE_URL: 'nowhere', ACCESS_TOKEN_SECONDS: '601', HASHING_QUEUE: '0' };
  expect(() => loadConfig(bad)).toThrow(
    /^(?=.*PORT)(?=.*DATABASE_URL)(?=.*SERVICE_TOKEN)(?=.*ACCESS_TOKEN_SECONDS)(?=.*HASHING_QUEUE)/s,
  );
});
