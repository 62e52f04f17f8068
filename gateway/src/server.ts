import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { asError, type Log } from '@boxoffice/platform';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import fastify, {
  errorCodes,
  type FastifyBaseLogger,
  type FastifyInstance,
  LogController,
  type RawServerDefault,
} from 'fastify';
import { answerClientError } from './client-error.ts';
import type { Config } from './config.ts';
import { sendProblem } from './errors.ts';
import { readPathAndQuery, validatorOptions } from './validation.ts';

/** The HTTP server, with routes typed by their schemas. */
export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

const BODY_LIMIT = 64 * 1024;
const REQUEST_ID = /^[A-Za-z0-9_.-]{1,64}$/;

/** The id of a request: the client's own, if it is fit for one. */
export function requestId({ headers }: Pick<IncomingMessage, 'headers'>): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text of a body; one that is not UTF-8 is no JSON either, and must not be mended into something else. */
function textOf(body: string | Buffer): string {
  try {
    return typeof body === 'string' ? body : utf8.decode(body);
  } catch {
    throw new errorCodes.FST_ERR_CTP_INVALID_JSON_BODY();
  }
}

/** A body that is empty is none: whether a route needs one, its schema says. */
function readJson(app: App): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    try {
      const text = textOf(body);
      if (text === '') done(null, undefined);
      else parse(request, text, done);
    } catch (error) {
      done(asError(error));
    }
  });
}

/** Creates the HTTP server: its limits, its ids, its way to read requests and to answer errors. */
export function createServer({ trustProxy }: Pick<Config, 'trustProxy'>, log: Log): App {
  const loggerInstance: FastifyBaseLogger = log;
  const app: App = fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: !log.isLevelEnabled('debug') }),
    genReqId: requestId,
    trustProxy: trustProxy.length > 0 ? trustProxy : false,
    bodyLimit: BODY_LIMIT,
    requestTimeout: 60_000,
    // Longer than a load balancer's, so that it is the one to close idle connections.
    keepAliveTimeout: 65_000,
    forceCloseConnections: 'idle',
    // Requests on connections that are kept alive are still served while the gateway drains.
    return503OnClosing: false,
    routerOptions: { maxParamLength: 500 },
    ajv: validatorOptions,
    frameworkErrors: (error, request, reply) => {
      reply.header('x-request-id', request.id);
      sendProblem(error, request, reply);
    },
    clientErrorHandler: answerClientError,
  }).withTypeProvider<TypeBoxTypeProvider>();
  readJson(app);
  app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply));
  // Hooks of every request call back at once: an async one costs a promise and a turn of the microtask queue.
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    done();
  });
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
    done(null, payload);
  });
  app.addHook('preValidation', readPathAndQuery);
  return app;
}
