const swc = {
  jsc: {
    parser: { syntax: 'typescript' },
    target: 'es2024',
    transform: { verbatimModuleSyntax: true },
  },
  module: { type: 'es6' },
};

const shared = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': ['@swc/jest', swc] },
  modulePathIgnorePatterns: ['<rootDir>/\\.data', '<rootDir>/\\.cache', '<rootDir>/gateway/web/dist'],
};

const servers = {
  globalSetup: '<rootDir>/libs/testing/src/global-setup.ts',
  globalTeardown: '<rootDir>/libs/testing/src/global-teardown.ts',
};

/** Three kinds of tests: `unit` beside the code, `component` against real servers, `e2e` against a whole platform. */
export default {
  maxWorkers: 2,
  // Jest takes a timeout for all projects only; `npm test` gives end-to-end tests more.
  testTimeout: 30_000,
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: [
        '<rootDir>/libs/*/src/**/*.test.ts',
        '<rootDir>/services/*/src/**/*.test.ts',
        '<rootDir>/gateway/src/**/*.test.ts',
        '<rootDir>/gateway/web/src/**/*.test.ts',
        '<rootDir>/deploy/**/*.test.ts',
      ],
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/deploy/e2e/', '<rootDir>/deploy/[^/]+/test/'],
    },
    {
      ...shared,
      ...servers,
      displayName: 'component',
      testMatch: [
        '<rootDir>/libs/*/test/**/*.test.ts',
        '<rootDir>/services/*/test/**/*.test.ts',
        '<rootDir>/deploy/*/test/**/*.test.ts',
        '<rootDir>/gateway/test/**/*.test.ts',
      ],
    },
    {
      ...shared,
      ...servers,
      displayName: 'e2e',
      testMatch: ['<rootDir>/deploy/e2e/**/*.test.ts'],
    },
  ],
};
