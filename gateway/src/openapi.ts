import { STATUS_CODES } from 'node:http';
import swagger from '@fastify/swagger';
import { Type } from '@fastify/type-provider-typebox';
import type { FastifySchema, RouteOptions } from 'fastify';
import { ProblemBody } from './presenters/problem.ts';
import { sharedSchemas } from './presenters/schemas.ts';
import type { App } from './server.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Statuses of this route's own errors; those of its role, path and body go without saying. */
    errors?: readonly number[];
    /** True for a command that takes an `Idempotency-Key`. */
    idempotent?: boolean;
    /** True for a stream of events that goes on from a `Last-Event-ID`. */
    resumable?: boolean;
  }
}

const DESCRIPTION = `Sells every seat exactly once.

Ids are integers, times RFC 3339 in UTC, money integer minor units. Errors are problem documents (RFC 9457) with a stable
\`reason\`. Public reads carry \`ETag\` and may lag a change by up to one second.`;

const IdempotencyHeader = Type.Object({
  'Idempotency-Key': Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 255,
      description: 'Makes the request safe to send again for 24 hours: the same key gets the same answer',
    }),
  ),
});

const LastEventHeader = Type.Object({
  'Last-Event-ID': Type.Optional(
    Type.String({
      maxLength: 500,
      description: 'The id of the last event that the client got: what came after it follows',
    }),
  ),
});

function errorStatuses({ config = {} }: RouteOptions, { params, body, querystring }: FastifySchema): number[] {
  const statuses = new Set([429, 500, 503, 504, ...(config.errors ?? [])]);
  if (params || body || querystring || config.idempotent) statuses.add(400);
  if (config.role) statuses.add(401).add(403);
  if (params) statuses.add(404);
  if (body) statuses.add(413).add(415);
  if (config.idempotent) statuses.add(409).add(422);
  return [...statuses].sort();
}

function describeSuccess(responses: unknown): [string, object][] {
  return Object.entries(responses as Record<string, object>).map(([status, schema]) => [
    status,
    { description: STATUS_CODES[status], ...schema },
  ]);
}

function problemResponse(status: number) {
  return {
    description: STATUS_CODES[status] ?? 'Error',
    content: { 'application/problem+json': { schema: { $ref: 'Problem#' } } },
  };
}

/** `POST /v1/purchases/:id/cancel` is `postPurchasesIdCancel`. */
function operationId(method: string, url: string): string {
  const words = url.replace('/v1/', '/').match(/[a-z0-9]+/g) ?? [];
  return [method.toLowerCase(), ...words.map((word) => word.charAt(0).toUpperCase() + word.slice(1))].join('');
}

/** A route's schema with what its config implies: who may call it, which errors it has, which headers it takes. */
function completeSchema(schema: FastifySchema, url: string, route: RouteOptions): FastifySchema {
  if (!schema || schema.hide) return schema ?? { hide: true };
  const errors = errorStatuses(route, schema).map((status) => [status, problemResponse(status)]);
  const responses = [...describeSuccess(schema.response), ...errors];
  return {
    ...schema,
    operationId: operationId(String(route.method), url),
    ...(route.config?.role ? { security: [{ accessToken: [] }] } : {}),
    ...(route.config?.idempotent ? { headers: IdempotencyHeader } : {}),
    ...(route.config?.resumable ? { headers: LastEventHeader } : {}),
    response: Object.fromEntries(responses),
  };
}

type Operation = { requestBody?: { required?: boolean; content: Record<string, { schema?: { type?: unknown } }> } };

/** A body that may be null may be left out. */
function relaxBodies(paths: Record<string, unknown> = {}): void {
  const operations = Object.values(paths).flatMap((path) => Object.values(path as Record<string, Operation>));
  for (const { requestBody } of operations) {
    const type = requestBody?.content['application/json']?.schema?.type;
    if (requestBody && Array.isArray(type) && type.includes('null')) requestBody.required = false;
  }
}

/** Writes the OpenAPI document from the schemas of the routes that follow. */
export async function describeApi(app: App): Promise<void> {
  for (const schema of [...sharedSchemas, ProblemBody]) app.addSchema(schema);
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Boxoffice', version: '1', description: DESCRIPTION, license: { name: 'MIT', identifier: 'MIT' } },
      servers: [{ url: '/' }],
      tags: ['Accounts', 'Events', 'Tickets', 'Purchases', 'Sales', 'Operation'].map((name) => ({ name })),
      components: { securitySchemes: { accessToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
    },
    convertConstToEnum: false,
    refResolver: { buildLocalReference: (json, _base, _fragment, i) => String(json.$id ?? `def-${i}`) },
    transform: ({ schema, url, route }) => ({ schema: completeSchema(schema, url, route), url }),
    transformObject: (document) => {
      if (!('openapiObject' in document)) return document.swaggerObject;
      relaxBodies(document.openapiObject.paths);
      return document.openapiObject;
    },
  });
  let text: string | undefined;
  app.get('/openapi.json', { schema: { hide: true } }, async (_request, reply) => {
    text ??= JSON.stringify(app.swagger());
    return reply.header('cache-control', 'public, max-age=60').type('application/json').send(text);
  });
}
