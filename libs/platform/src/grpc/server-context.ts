import type { IncomingHttpHeaders } from 'node:http2';
import type { DescMethod } from '@bufbuild/protobuf';
import { Code, ConnectError, createContextValues, type HandlerContext } from '@connectrpc/connect';
import { toHeaders } from './status.ts';

/** The context of a call, and what ends it. */
export type CallContext = HandlerContext & {
  /** Aborts its signal, without a reason when the call has ended well. */
  end(reason?: ConnectError): void;
};

/** A context whose costly parts are made when somebody asks for them: few handlers do. */
export function createCallContext(
  method: DescMethod,
  incoming: IncomingHttpHeaders,
  timeout: number | undefined,
): CallContext {
  const deadline = timeout === undefined ? undefined : performance.now() + timeout;
  const left = () => (deadline === undefined ? undefined : deadline - performance.now());
  const lateness = () => new ConnectError('the operation timed out', Code.DeadlineExceeded);
  let ended: { reason: ConnectError | undefined } | undefined;
  let aborting: AbortController | undefined;
  let timer: NodeJS.Timeout | undefined;
  let requestHeader: Headers | undefined;

  function openSignal(): AbortController {
    const controller = new AbortController();
    const leftMs = left();
    if (ended) controller.abort(ended.reason);
    else if (leftMs !== undefined && leftMs <= 0) controller.abort(lateness());
    else if (leftMs !== undefined) timer = setTimeout(() => controller.abort(lateness()), leftMs);
    return controller;
  }

  return {
    method,
    service: method.parent,
    protocolName: 'grpc',
    requestMethod: 'POST',
    url: `http://${incoming[':authority'] ?? 'localhost'}${incoming[':path'] ?? '/'}`,
    values: createContextValues(),
    responseHeader: new Headers(),
    responseTrailer: new Headers(),
    timeoutMs: left,
    get requestHeader() {
      requestHeader ??= toHeaders(incoming);
      return requestHeader;
    },
    get signal() {
      aborting ??= openSignal();
      return aborting.signal;
    },
    end(reason) {
      if (ended) return;
      ended = { reason };
      clearTimeout(timer);
      aborting?.abort(reason);
    },
  };
}
