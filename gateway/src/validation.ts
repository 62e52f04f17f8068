import { isCurrency } from '@boxoffice/kernel';
import type {
  FastifyError,
  FastifyReply,
  FastifyRequest,
  FastifySchemaValidationError,
  FastifyServerOptions,
} from 'fastify';
import { isDay, isMoment } from './time.ts';

/** A field that is not valid; `field` is its path as the client sent it, for example `seats.3`. */
type FieldError = { field: string; message: string };

const MAX_ERRORS = 100;
const MAX_FIELD_LENGTH = 100;
// The framework stops at the first part of a request that is wrong; these come after it.
const LATER_PARTS: Record<string, ('body' | 'querystring')[]> = {
  params: ['body', 'querystring'],
  body: ['querystring'],
};

// PostgreSQL's text can hold neither NUL nor half a surrogate pair.
const isText = (text: string) => text.isWellFormed() && !text.includes('\0');

// What a value of each format must be, and how to tell.
const FORMATS: Record<string, { message: string; accepts: (text: string) => boolean }> = {
  text: { message: 'must be text without NUL and broken characters', accepts: isText },
  label: {
    message: 'must be text that is not blank, without NUL and broken characters',
    // An empty text is told to be too short.
    accepts: (text) => isText(text) && (text === '' || text.trim() !== ''),
  },
  'date-time': { message: 'must be an RFC 3339 date and time with offset, from 1970 to 9999', accepts: isMoment },
  'day-or-moment': {
    message: 'must be YYYY-MM-DD or an RFC 3339 date and time with offset, from 1970 to 9999',
    accepts: (text) => isDay(text) || isMoment(text),
  },
  currency: { message: 'must be an ISO 4217 code in capitals', accepts: isCurrency },
  row: { message: 'must be A to ZZ', accepts: (text) => /^[A-Z]{1,2}$/.test(text) },
  'card-token': {
    message: 'must be a token of the payment provider (tok_... or pm_...), never a card number',
    accepts: (text) => /^(tok|pm)_[\x21-\x7e]+$/.test(text),
  },
};

/** Settings of the validator: nothing is coerced or removed, and all errors are reported. */
export const validatorOptions: NonNullable<FastifyServerOptions['ajv']> = {
  customOptions: { coerceTypes: false, removeAdditional: false, useDefaults: false, allErrors: true },
  onCreate(ajv) {
    for (const [name, { accepts }] of Object.entries(FORMATS)) ajv.addFormat(name, accepts);
  },
};

function join(path: string, name: unknown): string {
  return path === '' ? String(name) : `${path}.${String(name)}`;
}

function describe({ instancePath, keyword, params, message }: FastifySchemaValidationError): FieldError {
  const path = instancePath.slice(1).replaceAll('/', '.');
  const whole = path === '' ? 'body' : path;
  switch (keyword) {
    case 'required':
      return { field: join(path, params.missingProperty), message: 'is required' };
    case 'additionalProperties':
      return {
        field: join(path, params.additionalProperty).slice(0, MAX_FIELD_LENGTH),
        message: 'is not a known field',
      };
    case 'minProperties':
      return { field: whole, message: 'must have at least one field' };
    case 'uniqueItems':
      return { field: whole, message: 'must not have the same item twice' };
    case 'type':
      return { field: whole, message: `must be ${[params.type].flat().join(' or ')}` };
    case 'enum':
      return { field: whole, message: `must be one of ${(params.allowedValues as unknown[]).join(', ')}` };
    case 'format':
      return { field: whole, message: FORMATS[String(params.format)]?.message ?? `must be an ${params.format}` };
    default:
      return { field: whole, message: (message ?? 'is not valid').replace('NOT', 'not') };
  }
}

/** Every field of a request that is not valid, over its path, body and query. */
export function validationErrors(error: FastifyError, request: FastifyRequest): FieldError[] {
  const found = [...(error.validation ?? [])];
  for (const part of LATER_PARTS[error.validationContext ?? ''] ?? []) {
    const validate = request.getValidationFunction(part);
    const value = part === 'body' ? request.body : request.query;
    if (validate && validate(value ?? null) === false) found.push(...(validate.errors ?? []));
  }
  return found.slice(0, MAX_ERRORS).map(describe);
}

const INTEGER = /^(0|[1-9][0-9]{0,15})$/;

type IntegerFields = { properties?: Record<string, { type?: unknown }> };

function readIntegers(schema: unknown, values: unknown): void {
  const fields = values as Record<string, unknown>;
  for (const [name, { type }] of Object.entries((schema as IntegerFields | undefined)?.properties ?? {})) {
    const text = fields[name];
    if (type === 'integer' && typeof text === 'string' && INTEGER.test(text)) fields[name] = Number(text);
  }
}

/**
 * Reads the integers of a path and query, which travel as text, in their one canonical form: `7`, never `07`, `7.0`,
 * `1e3` or ` 7`. Anything else stays text and fails validation.
 */
export function readPathAndQuery(request: FastifyRequest, _reply: FastifyReply, done: () => void): void {
  const { params, querystring } = request.routeOptions.schema ?? {};
  readIntegers(params, request.params);
  readIntegers(querystring, request.query);
  done();
}
