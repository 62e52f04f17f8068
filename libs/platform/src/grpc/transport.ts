import { type DescMessage, type DescMethod, fromBinary, type MessageShape, toBinary } from '@bufbuild/protobuf';
import {
  Code,
  ConnectError,
  createContextValues,
  type Interceptor,
  type StreamRequest,
  type StreamResponse,
  type Transport,
  type UnaryRequest,
  type UnaryResponse,
} from '@connectrpc/connect';
import { chain, complete, first, only } from './chain.ts';
import { type ClientCall, type Sessions, startCall } from './client-call.ts';
import { enclose } from './envelope.ts';
import { CONTENT_TYPE, fromHeaders, toHeaders } from './status.ts';

/** How calls are made. */
export type GrpcTransportOptions = {
  sessions: Sessions;
  /** Around each call, the first outermost. */
  interceptors: Interceptor[];
  /** A message may be as large, in either direction. */
  maxBytes: number;
};

type TransportArguments = Parameters<Transport['unary']>;
type CallOptions = {
  signal: TransportArguments[1];
  timeoutMs: TransportArguments[2];
  header: TransportArguments[3];
  values: TransportArguments[5];
};

// As much as eight digits can tell: more than a day.
const LONGEST_TIMEOUT_MS = 99_999_999;
const NEVER = new AbortController().signal;

function parse<Desc extends DescMessage>(desc: Desc, bytes: Uint8Array): MessageShape<Desc> {
  try {
    return fromBinary(desc, bytes);
  } catch (error) {
    throw new ConnectError('the answer is malformed', Code.Internal, {}, [], error);
  }
}

async function* messagesOf<Desc extends DescMessage>(desc: Desc, call: ClientCall) {
  try {
    for (let bytes = await call.next(); bytes; bytes = await call.next()) yield parse(desc, bytes);
  } finally {
    call.cancel();
  }
}

async function onlyOf<Desc extends DescMessage>(desc: Desc, call: ClientCall): Promise<MessageShape<Desc>> {
  const bytes = await call.next();
  if (!bytes) throw new ConnectError('the answer has no message', Code.Unimplemented);
  if (await call.next()) {
    call.cancel();
    throw new ConnectError('the answer has more than one message', Code.Unimplemented);
  }
  return parse(desc, bytes);
}

/** A response whose headers and trailers are read when somebody asks for them, the latter once the call has ended. */
function answeredBy(call: ClientCall, method: DescMethod) {
  return {
    service: method.parent,
    method,
    get header() {
      return toHeaders(call.header());
    },
    get trailer() {
      return toHeaders(call.trailer());
    },
  };
}

/**
 * Makes unary and server-streaming calls by gRPC over HTTP/2, with less than half of the work of Connect's own transport
 * (ADR 18). Nothing is compressed. Calls whose requests are streams are not supported.
 */
export function createLeanGrpcTransport({ sessions, interceptors, maxBytes }: GrpcTransportOptions): Transport {
  /** What a request has besides its message, and how it is sent. */
  function prepare(method: DescMethod, { signal, timeoutMs: given = 0, header: own, values }: CallOptions) {
    const path = `/${method.parent.typeName}/${method.name}`;
    const timeoutMs = given > 0 ? Math.min(Math.ceil(given), LONGEST_TIMEOUT_MS) : undefined;
    const header = new Headers(own);
    header.set('content-type', CONTENT_TYPE);
    header.set('te', 'trailers');
    if (timeoutMs !== undefined) header.set('grpc-timeout', `${timeoutMs}m`);
    return {
      request: {
        ...{ service: method.parent, method, requestMethod: 'POST', url: `${sessions.origin}${path}`, header },
        ...{ signal: signal ?? NEVER, contextValues: values ?? createContextValues() },
      },
      send(message: MessageShape<DescMessage>): ClientCall {
        const envelope = enclose(toBinary(method.input, message), maxBytes);
        return startCall(sessions, { path, headers: fromHeaders(header), envelope, signal, timeoutMs, maxBytes });
      },
    };
  }

  return {
    async unary(method, signal, timeoutMs, header, input, values) {
      const { request, send } = prepare(method, { signal, timeoutMs, header, values });
      const invoke = chain(interceptors, async ({ message }) => {
        const call = send(message as MessageShape<DescMessage>);
        const answer = await onlyOf(method.output, call);
        return Object.assign(answeredBy(call, method), { stream: false, message: answer }) as UnaryResponse;
      });
      const message = complete(method.input, input);
      const response = await invoke({ ...request, stream: false, message } as UnaryRequest);
      return response as UnaryResponse<typeof method.input, typeof method.output>;
    },
    async stream(method, signal, timeoutMs, header, input, values) {
      if (method.methodKind !== 'server_streaming') {
        throw new ConnectError(`${method.name} streams its request, which is not supported`, Code.Unimplemented);
      }
      const { request, send } = prepare(method, { signal, timeoutMs, header, values });
      const invoke = chain(interceptors, async ({ message }) => {
        const call = send(await first(message as AsyncIterable<MessageShape<DescMessage>>));
        await call.answered();
        const answers = messagesOf(method.output, call);
        return Object.assign(answeredBy(call, method), { stream: true, message: answers }) as StreamResponse;
      });
      const message = only(complete(method.input, await first(input)));
      const response = await invoke({ ...request, stream: true, message } as StreamRequest);
      return response as StreamResponse<typeof method.input, typeof method.output>;
    },
  };
}
