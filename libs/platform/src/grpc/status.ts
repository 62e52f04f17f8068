import {
  constants,
  type IncomingHttpHeaders,
  type IncomingHttpStatusHeader,
  type OutgoingHttpHeaders,
} from 'node:http2';
import { Code, ConnectError } from '@connectrpc/connect';
import { findTrailerError, setTrailerStatus, validateResponse } from '@connectrpc/connect/protocol-grpc';

/** What a gRPC request says of its body, without and with the name of the encoding. */
export const CONTENT_TYPES: readonly unknown[] = ['application/grpc', 'application/grpc+proto'];
/** What our own requests and answers say. */
export const CONTENT_TYPE = 'application/grpc+proto';

const STATUS = 'grpc-status';
const OK = '0';

/** The first headers of an answer. */
export type AnswerHeaders = IncomingHttpHeaders & IncomingHttpStatusHeader;

/** Headers as Node has them, without those of HTTP/2 itself. */
export function toHeaders(from: IncomingHttpHeaders): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(from)) {
    if (value === undefined || name.startsWith(':')) continue;
    for (const each of Array.isArray(value) ? value : [value]) headers.append(name, each);
  }
  return headers;
}

/** Headers as Node wants them. */
export function fromHeaders(headers: Headers): OutgoingHttpHeaders {
  return Object.fromEntries(headers);
}

/** The trailers that tell how a call ended. */
export function trailersOf(error: ConnectError | undefined): OutgoingHttpHeaders {
  return error === undefined ? { [STATUS]: OK } : fromHeaders(setTrailerStatus(new Headers(), error));
}

// https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md#errors
const CODES = new Map<number | undefined, Code>([
  [constants.NGHTTP2_PROTOCOL_ERROR, Code.Internal],
  [constants.NGHTTP2_INTERNAL_ERROR, Code.Internal],
  [constants.NGHTTP2_FLOW_CONTROL_ERROR, Code.Internal],
  [constants.NGHTTP2_SETTINGS_TIMEOUT, Code.Internal],
  [constants.NGHTTP2_FRAME_SIZE_ERROR, Code.Internal],
  [constants.NGHTTP2_COMPRESSION_ERROR, Code.Internal],
  [constants.NGHTTP2_CONNECT_ERROR, Code.Internal],
  [constants.NGHTTP2_REFUSED_STREAM, Code.Unavailable],
  [constants.NGHTTP2_CANCEL, Code.Canceled],
  [constants.NGHTTP2_ENHANCE_YOUR_CALM, Code.ResourceExhausted],
  [constants.NGHTTP2_INADEQUATE_SECURITY, Code.PermissionDenied],
  [constants.NGHTTP2_HTTP_1_1_REQUIRED, Code.PermissionDenied],
]);

/** What it means that a stream was closed with a code of HTTP/2; without one it broke, and may have been processed. */
export function closedWith(code: number | undefined, cause?: unknown): ConnectError {
  const known = CODES.get(code);
  if (known !== undefined) return new ConnectError(`the stream was closed with code ${code}`, known, {}, [], cause);
  return new ConnectError('the call broke off', Code.Aborted, {}, [], cause);
}

/** What it means that an answer is not one of gRPC; undefined when it is. */
export function notAnswered(header: AnswerHeaders): ConnectError | undefined {
  if (header[':status'] === 200 && CONTENT_TYPES.includes(header['content-type'])) return undefined;
  try {
    validateResponse(header[':status'] ?? 0, toHeaders(header));
    return undefined;
  } catch (error) {
    return ConnectError.from(error);
  }
}

/** How an answered call ended, by its headers and trailers; undefined when all is well. */
export function endOf(header: IncomingHttpHeaders, trailer: IncomingHttpHeaders): ConnectError | undefined {
  if ((trailer[STATUS] ?? header[STATUS]) === OK) return undefined;
  return findTrailerError(toHeaders(header)) ?? findTrailerError(toHeaders(trailer));
}

/** True when the headers or trailers tell how the call ended. */
export function tellsEnd(headers: IncomingHttpHeaders): boolean {
  return headers[STATUS] !== undefined;
}
