import type { IncomingHttpHeaders, ServerHttp2Stream } from 'node:http2';
import {
  type DescMessage,
  type DescMethod,
  type DescMethodServerStreaming,
  type DescMethodUnary,
  fromBinary,
  type MessageShape,
  toBinary,
} from '@bufbuild/protobuf';
import {
  Code,
  ConnectError,
  type ConnectRouter,
  type HandlerContext,
  type Interceptor,
  type StreamRequest,
  type StreamResponse,
  type UnaryRequest,
} from '@connectrpc/connect';
import { parseTimeout } from '@connectrpc/connect/protocol-grpc';
import { chain, complete, first, only } from './chain.ts';
import { createOpener, enclose } from './envelope.ts';
import { type CallContext, createCallContext } from './server-context.ts';
import { createReply, type Reply } from './server-reply.ts';
import { CONTENT_TYPES, closedWith } from './status.ts';

/** How calls are answered. */
export type GrpcServerOptions = {
  /** Around each call, the first outermost. */
  interceptors: Interceptor[];
  /** A message may be as large, in either direction. */
  maxBytes: number;
};

/** Answers gRPC calls of the usual form; everything else is left to the general server. */
export type GrpcServer = {
  /** The same routes; those whose calls can be answered here are noted. */
  noting(routes: (router: ConnectRouter) => void): (router: ConnectRouter) => void;
  /** Answers a call and tells true, or does nothing and tells false. */
  answer(stream: ServerHttp2Stream, headers: IncomingHttpHeaders): boolean;
};

// The router has checked that it fits its method.
type Implementation = (request: unknown, context: HandlerContext) => unknown;
type Route = { method: DescMethodUnary | DescMethodServerStreaming; implementation: Implementation };
type Call = Route & { context: CallContext; reply: Reply };

function isAnswered(method: DescMethod): method is Route['method'] {
  return method.methodKind === 'unary' || method.methodKind === 'server_streaming';
}

function parse<Desc extends DescMessage>(desc: Desc, bytes: Uint8Array): MessageShape<Desc> {
  try {
    return fromBinary(desc, bytes);
  } catch (error) {
    throw new ConnectError('the request is malformed', Code.InvalidArgument, {}, [], error);
  }
}

/** Reads a request's message and tells when it is there; once at most, also when it never comes whole. */
function readMessage(stream: ServerHttp2Stream, maxBytes: number, ready: (read: () => Uint8Array) => void): void {
  const opener = createOpener(maxBytes);
  const messages: Uint8Array[] = [];
  let isOver = false;
  function done(read: () => Uint8Array): void {
    if (isOver) return;
    isOver = true;
    ready(read);
  }
  stream.on('data', (bytes: Buffer) => {
    if (isOver) return;
    try {
      messages.push(...opener.open(bytes));
    } catch (error) {
      done(() => {
        throw error;
      });
    }
  });
  stream.on('end', () =>
    done(() => {
      const [message, another] = messages;
      if (opener.isInside()) throw new ConnectError('the request ended in a message', Code.InvalidArgument);
      if (!message) throw new ConnectError('the request has no message', Code.Unimplemented);
      if (another) throw new ConnectError('the request has more than one message', Code.Unimplemented);
      return message;
    }),
  );
}

/** The part of a server that answers unary and server-streaming calls by gRPC without compression (ADR 18). */
export function createLeanGrpcServer({ interceptors, maxBytes }: GrpcServerOptions): GrpcServer {
  const routes = new Map<string, Route>();

  function note(method: DescMethod, implementation: unknown): void {
    if (typeof implementation !== 'function' || !isAnswered(method)) return;
    const path = `/${method.parent.typeName}/${method.name}`;
    routes.set(path, { method, implementation: implementation as Implementation });
  }

  async function respond({ method, implementation, context, reply }: Call, message: Uint8Array): Promise<void> {
    const { responseHeader: header, responseTrailer: trailer, service } = context;
    const input = parse(method.input, message);
    const encode = (output: MessageShape<DescMessage>) => enclose(toBinary(method.output, output), maxBytes);
    const request = {
      service,
      requestMethod: context.requestMethod,
      url: context.url,
      contextValues: context.values,
      get header() {
        return context.requestHeader;
      },
      get signal() {
        return context.signal;
      },
    };
    if (method.methodKind === 'unary') {
      const invoke = chain(interceptors, async (given) => {
        const output = complete(
          method.output,
          (await implementation(given.message, context)) as MessageShape<DescMessage>,
        );
        return { stream: false, service, method, header, trailer, message: output };
      });
      const response = await invoke(Object.assign(request, { stream: false, method, message: input }) as UnaryRequest);
      reply.end(undefined, encode(response.message as MessageShape<DescMessage>));
      return;
    }
    const invoke = chain(interceptors, async (given) => {
      const outputs = implementation(await first(given.message as AsyncIterable<unknown>), context);
      return { stream: true, service, method, header, trailer, message: outputs } as StreamResponse;
    });
    const all = Object.assign(request, { stream: true, method, message: only(input) }) as StreamRequest;
    for await (const output of (await invoke(all)).message as AsyncIterable<MessageShape<DescMessage>>) {
      if (!reply.isOpen()) return;
      await reply.send(encode(complete(method.output, output)));
    }
    reply.end();
  }

  function handle(route: Route, stream: ServerHttp2Stream, headers: IncomingHttpHeaders): void {
    const timeout = parseTimeout(headers['grpc-timeout']?.toString() ?? null, Number.POSITIVE_INFINITY);
    const context = createCallContext(route.method, headers, timeout.timeoutMs);
    const reply = createReply(stream, context);
    // Its code tells with 'close'.
    stream.on('error', () => undefined);
    stream.on('close', () => context.end(reply.isOpen() || stream.rstCode ? closedWith(stream.rstCode) : undefined));
    readMessage(stream, maxBytes, (read) => {
      const answered = async () => {
        if (timeout.error) throw timeout.error;
        await respond({ ...route, context, reply }, read());
      };
      answered().catch((error) => {
        const known = error instanceof ConnectError ? error : new ConnectError('internal error', Code.Internal);
        context.end(known);
        reply.end(known);
      });
    });
  }

  return {
    noting: (given) => (router) => {
      const noted: ConnectRouter = {
        handlers: router.handlers,
        service(service, implementation, options) {
          router.service(service, implementation, options);
          for (const method of service.methods) {
            const own = (implementation as Record<string, unknown>)[method.localName];
            if (!options) note(method, typeof own === 'function' ? own.bind(implementation) : undefined);
          }
          return noted;
        },
        rpc(method, implementation, options) {
          router.rpc(method, implementation, options);
          if (!options) note(method, implementation);
          return noted;
        },
      };
      given(noted);
    },
    answer(stream, headers) {
      const { ':method': verb, ':path': path = '', 'content-type': type, 'grpc-encoding': encoding } = headers;
      if (verb !== 'POST' || !CONTENT_TYPES.includes(type) || (encoding ?? 'identity') !== 'identity') return false;
      const route = routes.get(path);
      if (route) handle(route, stream, headers);
      return route !== undefined;
    },
  };
}
