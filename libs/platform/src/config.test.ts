import { expect, test } from '@jest/globals';
import {
  addresses,
  ConfigError,
  type Environment,
  positiveInteger,
  readEnvironment,
  readServiceConfig,
} from './config.ts';

const CORRECT: Environment = {
  PORT: '4001',
  DATABASE_URL: 'postgres://order:secret@127.0.0.1:5432/orders',
  SERVICE_TOKEN: 'x'.repeat(32),
};

function refusal(env: Environment): string {
  try {
    readServiceConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return 'taken';
}

test('a correct environment is read, with defaults for the rest', () => {
  expect(readServiceConfig(CORRECT)).toEqual({
    host: '127.0.0.1',
    port: 4001,
    drainDelayMs: 0,
    databaseUrl: CORRECT.DATABASE_URL,
    databasePool: 6,
    natsUrl: 'nats://127.0.0.1:4222',
    serviceToken: CORRECT.SERVICE_TOKEN,
    logLevel: 'info',
  });
});

const BAD: [name: string, value: string | undefined][] = [
  ['PORT', undefined],
  ['PORT', 'http'],
  ['PORT', '70000'],
  ['DATABASE_URL', undefined],
  ['DATABASE_URL', 'localhost'],
  ['SERVICE_TOKEN', undefined],
  ['SERVICE_TOKEN', 'x'.repeat(31)],
  ['LISTEN_FD', 'stdin'],
  ['DRAIN_DELAY_MS', '-1'],
  ['DRAIN_DELAY_MS', '1.5'],
  ['DATABASE_POOL', '1'],
  ['DATABASE_POOL', '2.5'],
  ['DATABASE_POOL', 'many'],
  ['LOG_LEVEL', 'loud'],
  ['HOST', 'not a host'],
];

test.each(BAD)('%s=%j is refused by name', (name, value) => {
  expect(refusal({ ...CORRECT, [name]: value })).toContain(`${name}: `);
});

test.each([
  ['http://127.0.0.1:4001', ['http://127.0.0.1:4001']],
  ['http://one:4001, https://two/,http://three', ['http://one:4001', 'https://two', 'http://three']],
])('%j is where a service listens', (input, expected) => {
  expect(readEnvironment({ A_URL: input }, { A_URL: addresses() }).A_URL).toEqual(expected);
});

test.each([
  '',
  'order',
  'http://one:4001,',
  'http://one,two',
  'http://one:x',
  'ftp://one',
  'http://one/path',
  'http://a b',
])('%j is not where a service listens', (input) => {
  expect(() => readEnvironment({ A_URL: input }, { A_URL: addresses() })).toThrow(/A_URL: /);
});

test('all bad variables are named at once, one a line, and the good ones are not', () => {
  const message = refusal({ PORT: '4001', DATABASE_POOL: '0', SERVICE_TOKEN: 'short', LOG_LEVEL: 'loud' });
  const named = message
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(':')[0]);
  expect(named.toSorted()).toEqual(['DATABASE_POOL', 'DATABASE_URL', 'LOG_LEVEL', 'SERVICE_TOKEN']);
});

test('a secret that is refused is not shown', () => {
  expect(refusal({ ...CORRECT, SERVICE_TOKEN: 'too short to be one' })).not.toContain('too short');
});

test.each(['0', '-1', '1.5', '', 'ten', '1e400', '9007199254740993'])(
  '%j is no whole number of at least 1',
  (value) => {
    expect(() => readEnvironment({ N: value }, { N: positiveInteger() })).toThrow(ConfigError);
  },
);
