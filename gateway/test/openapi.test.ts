import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startGateway } from './harness.ts';

type Schema = { [key: string]: unknown; type?: string | string[]; $ref?: string };
type Operation = {
  operationId: string;
  summary: string;
  tags: string[];
  security?: object[];
  parameters?: { name: string; in: string; schema: Schema; required?: boolean }[];
  requestBody?: { required: boolean; content: Record<string, { schema: Schema }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: Schema }> }>;
};
type OpenApi = {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema>; securitySchemes: object };
};

let gateway: Awaited<ReturnType<typeof startGateway>>;
let document: OpenApi;
let operations: { method: string; path: string; operation: Operation }[];
beforeAll(async () => {
  gateway = await startGateway();
  document = (await gateway.app.inject('/openapi.json')).json();
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
});
afterAll(() => gateway.stop());

const CONTRACT = [
  'POST /v1/partners/register',
  'POST /v1/customers/register',
  'POST /v1/auth/login',
  'POST /v1/auth/refresh',
  'POST /v1/auth/logout',
  'GET /v1/auth/sessions',
  'DELETE /v1/auth/sessions/{id}',
  'GET /v1/me',
  'PATCH /v1/me',
  'POST /v1/me/password',
  'POST /v1/partners/events',
  'GET /v1/partners/events',
  'GET /v1/partners/events/{event_id}',
  'PATCH /v1/partners/events/{event_id}',
  'POST /v1/partners/events/{event_id}/cancel',
  'GET /v1/events',
  'GET /v1/events/{event_id}',
  'POST /v1/partners/events/{event_id}/tickets',
  'GET /v1/partners/events/{event_id}/batches',
  'GET /v1/partners/events/{event_id}/seatmap',
  'PATCH /v1/partners/events/{event_id}/tickets',
  'GET /v1/events/{event_id}/tickets',
  'GET /v1/events/{event_id}/tickets/{ticket_id}',
  'GET /v1/events/{event_id}/seatmap',
  'GET /v1/events/{event_id}/seatmap/stream',
  'GET /v1/partners/events/{event_id}/tickets/{ticket_id}/history',
  'POST /v1/purchases',
  'POST /v1/purchases/{id}/payment',
  'POST /v1/purchases/{id}/cancel',
  'GET /v1/purchases',
  'GET /v1/purchases/{id}',
  'GET /v1/purchases/{id}/history',
  'GET /v1/purchases/{id}/tickets/{ticket_id}/pass',
  'GET /v1/payments/provider',
  'POST /v1/payments/webhooks/stripe',
  'GET /v1/partners/sales/summary',
  'GET /v1/partners/events/{event_id}/sales/summary',
  'GET /v1/partners/sales',
  'GET /v1/partners/sales.csv',
  'GET /v1/partners/sales/stream',
  'GET /v1/partners/failures',
  'GET /health/live',
  'GET /health/ready',
  'GET /.well-known/jwks.json',
  'GET /.well-known/pass-keys.json',
];

test('every route of the contract is there, and no other', () => {
  expect(document.openapi).toBe('3.1.0');
  expect(operations.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([...CONTRACT].sort());
});

test('every operation has a name of its own, a summary, a tag, an answer and errors', () => {
  const names = operations.map(({ operation }) => operation.operationId);
  expect(new Set(names).size).toBe(names.length);
  for (const { operation } of operations) {
    expect(operation.summary).toBeTruthy();
    expect(operation.tags).toHaveLength(1);
    const statuses = Object.keys(operation.responses);
    expect(statuses.filter((status) => status.startsWith('2'))).toHaveLength(1);
    for (const [status, { description, content }] of Object.entries(operation.responses)) {
      expect(description).toBeTruthy();
      if (status >= '400') {
        expect(content?.['application/problem+json']?.schema.$ref).toBe('#/components/schemas/Problem');
      } else if (status !== '204') {
        const schemas = Object.values(content ?? {}).map(({ schema }) => schema);
        expect(schemas).not.toEqual([]);
        expect(schemas).not.toContain(undefined);
      }
    }
  }
});

test('routes behind a token say so, open ones do not', () => {
  const open = operations.filter(({ operation }) => !operation.security).map(({ method, path }) => `${method} ${path}`);
  expect(open.filter((route) => /\/(me|purchases|sales|failures|batches|history|sessions)/.test(route))).toEqual([]);
  expect(open).toContain('GET /v1/events/{event_id}/seatmap');
  for (const { operation } of operations.filter(({ operation }) => operation.security)) {
    expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(['401', '403']));
  }
});

test('path parameters are declared and required', () => {
  for (const { path, operation } of operations) {
    const declared = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
    expect(declared.map(({ name }) => `{${name}}`).sort()).toEqual((path.match(/\{\w+\}/g) ?? []).sort());
    expect(declared.every(({ required }) => required)).toBe(true);
  }
});

function* schemasIn(value: unknown): Generator<Schema> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value) && ('type' in value || '$ref' in value)) yield value as Schema;
  for (const inner of Object.values(value)) yield* schemasIn(inner);
}

test('it is JSON Schema 2020-12: null is a type, and every reference leads somewhere', () => {
  const text = JSON.stringify(document);
  expect(text).not.toContain('"nullable"');
  expect(text).not.toContain('"$id"');
  for (const [, name] of text.matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
    expect(Object.keys(document.components.schemas)).toContain(name);
  }
});

test('every text and list a client sends is bounded, and every object closed', () => {
  for (const { operation } of operations) {
    const bodies = Object.values(operation.requestBody?.content ?? {}).map(({ schema }) => schema);
    const parameters = (operation.parameters ?? []).filter(({ in: place }) => place !== 'header');
    for (const schema of schemasIn([...bodies, ...parameters.map((parameter) => parameter.schema)])) {
      const types = [schema.type].flat();
      if (types.includes('string')) expect(schema.enum ?? schema.format).toBeDefined();
      if (types.includes('string') && schema.format !== 'row') expect(schema.enum ?? schema.maxLength).toBeDefined();
      if (types.includes('array')) expect(schema.maxItems).toBeDefined();
      if (types.includes('object')) expect(schema.additionalProperties).toBe(false);
    }
  }
});

test('the reference needs nothing from elsewhere', async () => {
  expect((await gateway.app.inject('/')).headers.location).toBe('/docs');
  const page = await gateway.app.inject('/docs/');
  expect(page.headers['content-type']).toMatch(/^text\/html/);
  expect(page.body).toContain('/openapi.json');
  expect(page.body).not.toMatch(/https?:\/\//);
  expect(page.headers['content-security-policy']).toContain("connect-src 'self'");
  const script = await gateway.app.inject('/docs/js/scalar.js');
  expect([script.statusCode, script.headers['content-type']]).toEqual([200, 'application/javascript; charset=utf-8']);
});
