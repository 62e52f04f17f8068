import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startGateway } from './harness.ts';

const SCRIPT = `console.log('${'seat '.repeat(400)}');`;
const PAGE = '<!doctype html><meta name="csp-nonce" content="__CSP_NONCE__"><div id="root"></div>';
const html = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

let root: string;
let gateway: Awaited<ReturnType<typeof startGateway>>;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'boxoffice-web-'));
  mkdirSync(join(root, 'assets'));
  writeFileSync(join(root, 'index.html'), PAGE);
  writeFileSync(join(root, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(join(root, '.built'), 'a hash');
  writeFileSync(join(root, 'assets/main-1a2b.js'), SCRIPT);
  writeFileSync(join(root, 'assets/main-1a2b.js.br'), brotliCompressSync(SCRIPT));
  writeFileSync(join(root, 'assets/main-1a2b.js.gz'), gzipSync(SCRIPT));
  gateway = await startGateway({}, { webRoot: root });
});

afterAll(async () => {
  await gateway.stop();
  rmSync(root, { recursive: true });
});

const get = (url: string, headers: Record<string, string> = {}) => gateway.app.inject({ url, headers });

test('the page is at / and at every path that only the application knows', async () => {
  for (const url of ['/', '/events/42', '/panel/events/new?from=mail', '/no/such/page']) {
    const response = await get(url, html);
    expect([url, response.statusCode]).toEqual([url, 200]);
    expect(response.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(response.headers['cache-control']).toBe('no-cache');
    expect(response.body).toContain('<div id="root">');
  }
});

test('each answer has a nonce of its own, in its policy and in its page', async () => {
  const nonces = await Promise.all(
    ['/', '/', '/events/42'].map(async (url) => {
      const { headers, body } = await get(url, html);
      const [, nonce = 'none'] = /'nonce-([^']+)'/.exec(String(headers['content-security-policy'])) ?? [];
      expect(body).toContain(`content="${nonce}"`);
      return nonce;
    }),
  );
  expect(new Set(nonces).size).toBe(3);
  for (const nonce of nonces) expect(Buffer.from(nonce, 'base64')).toHaveLength(16);
});

test('the policy of the page allows nothing inline, nothing from elsewhere, and no frame', async () => {
  const { headers } = await get('/', html);
  const policy = String(headers['content-security-policy']).replace(/'nonce-[^']+'/, "'nonce'");
  expect(policy.split('; ').sort()).toEqual([
    "base-uri 'none'",
    "connect-src 'self'",
    "default-src 'none'",
    "font-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "img-src 'self' data: blob:",
    "manifest-src 'self'",
    "script-src 'self'",
    "style-src 'self' 'nonce'",
  ]);
  expect(headers['x-frame-options']).toBe('DENY');
  expect(headers['x-content-type-options']).toBe('nosniff');
});

test.each(['br', 'gzip', 'identity'])('an asset comes as it was compressed by the build: %s', async (encoding) => {
  const response = await get('/assets/main-1a2b.js', { 'accept-encoding': encoding });
  expect(response.statusCode).toBe(200);
  expect(response.headers['content-encoding']).toBe(encoding === 'identity' ? undefined : encoding);
  expect(response.headers['content-type']).toMatch(/javascript/);
  expect(response.headers.vary).toMatch(/accept-encoding/i);
  if (encoding === 'br') expect(brotliDecompressSync(response.rawPayload).toString()).toBe(SCRIPT);
  if (encoding === 'identity') expect(response.body).toBe(SCRIPT);
});

test('an asset is kept for ever, other files for minutes', async () => {
  const asset = await get('/assets/main-1a2b.js');
  expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  const icon = await get('/icon.svg');
  expect(icon.headers['cache-control']).toBe('public, max-age=300');
  const again = await get('/icon.svg', { 'if-none-match': String(icon.headers.etag) });
  expect(again.statusCode).toBe(304);
});

test.each([
  '/assets/gone-3c4d.js',
  '/assets/',
  '/.built',
  '/index.html',
  '/favicon.ico',
  '/assets/..%2f..%2fetc%2fpasswd',
])('%s is not there', async (url) => {
  const response = await get(url, html);
  expect([response.statusCode, response.json().reason]).toEqual([404, 'route_not_found']);
});

test.each(['/v1/nothing', '/health/nothing', '/.well-known/nothing', '/docs/nothing', '/metrics/nothing'])(
  '%s is no page: the API answers as ever',
  async (url) => {
    const response = await get(url, html);
    expect(response.statusCode).toBe(404);
    expect(response.headers['content-type']).not.toMatch(/html/);
  },
);

test('a page is for browsers that read; others hear that there is nothing', async () => {
  expect((await get('/events/42')).json().reason).toBe('route_not_found');
  expect((await get('/events/42', { accept: 'application/json' })).statusCode).toBe(404);
  const post = await gateway.app.inject({ method: 'POST', url: '/events/42', headers: html });
  expect(post.json().reason).toBe('route_not_found');
  const put = await gateway.app.inject({ method: 'PUT', url: '/', headers: html });
  expect([put.statusCode, put.headers.allow]).toEqual([405, 'GET, HEAD']);
  const head = await gateway.app.inject({ method: 'HEAD', url: '/events/42', headers: html });
  expect([head.statusCode, head.body]).toEqual([200, '']);
});

test('the rest of the gateway is where it was', async () => {
  expect((await get('/health/live', html)).json()).toEqual({ status: 'live' });
  expect((await get('/docs/', html)).headers['content-security-policy']).toContain("'unsafe-inline'");
  expect((await get('/openapi.json', html)).json().paths).not.toHaveProperty('/');
});

test('a newer build in the place of an older one is served at once', async () => {
  const asset = join(root, 'assets/second-5e6f.js');
  writeFileSync(join(root, 'index.html'), `${PAGE}second build`);
  writeFileSync(asset, SCRIPT);
  expect((await get('/', html)).body).toContain('second build');
  expect((await get('/assets/second-5e6f.js')).body).toBe(SCRIPT);
  rmSync(asset);
  const gone = await get('/assets/second-5e6f.js', { accept: '*/*' });
  expect([gone.statusCode, gone.json().reason]).toEqual([404, 'route_not_found']);
  rmSync(join(root, 'index.html'));
  expect((await get('/events/42', html)).body).toContain('second build');
  writeFileSync(join(root, 'index.html'), PAGE);
});

test('without a build / leads to the reference', async () => {
  const bare = await startGateway({}, { webRoot: join(root, 'nowhere') });
  const response = await bare.app.inject({ url: '/', headers: html });
  expect([response.statusCode, response.headers.location]).toEqual([302, '/docs']);
  expect((await bare.app.inject({ url: '/events/42', headers: html })).statusCode).toBe(404);
  await bare.stop();
});
