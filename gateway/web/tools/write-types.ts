// Writes the types of the API for the web application from the gateway's OpenAPI document. With `--check` it only tells
// whether they are current: code 1 when they are not.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createLog } from '@boxoffice/platform';
import { createRouterTransport } from '@connectrpc/connect';
import openapiTS, { astToString, COMMENT_HEADER } from 'openapi-typescript';
import { createGateway, loadConfig } from '../../src/app.ts';

const FILE = join(import.meta.dirname, '../src/api/schema.ts');

/** The document as the gateway serves it. No service is asked for it. */
async function readDocument(): Promise<string> {
  const nobody = createRouterTransport(() => {});
  const gateway = await createGateway(loadConfig({ WEB_ROOT: '' }), {
    log: createLog('web-types', 'silent'),
    clients: { identity: nobody, catalog: nobody, inventory: nobody, order: nobody },
  });
  try {
    return (await gateway.app.inject('/openapi.json')).body;
  } finally {
    await gateway.stop();
  }
}

async function makeTypes(): Promise<string> {
  const types = await openapiTS(await readDocument(), { alphabetize: true });
  return COMMENT_HEADER + astToString(types);
}

const types = await makeTypes();
if (!process.argv.includes('--check')) {
  await writeFile(FILE, types);
} else if ((await readFile(FILE, 'utf8').catch(() => '')) !== types) {
  console.error('gateway/web/src/api/schema.ts is not what the API is. Run: npm run web:types');
  process.exitCode = 1;
}
