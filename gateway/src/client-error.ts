import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import { problem } from './errors.ts';

const REFUSALS: Record<string, { status: number; reason: string; message: string }> = {
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, reason: 'request_timeout', message: 'The request took too long to arrive.' },
  HPE_HEADER_OVERFLOW: { status: 431, reason: 'headers_too_large', message: 'The headers are too large.' },
};
const LINGER_MS = 500;
const MALFORMED = { status: 400, reason: 'invalid_request', message: 'The request is not valid HTTP.' };

/** Answers what could not even be read as a request, and ends the connection. */
export function answerClientError(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  if (socket.writable) {
    const id = randomUUID();
    const document = problem(REFUSALS[error.code ?? ''] ?? MALFORMED, id);
    const body = JSON.stringify(document);
    socket.end(
      [
        `HTTP/1.1 ${document.status} ${document.title}`,
        'Content-Type: application/problem+json',
        `Content-Length: ${Buffer.byteLength(body)}`,
        `X-Request-Id: ${id}`,
        'Connection: close',
        '',
        body,
      ].join('\r\n'),
    );
    // Closed at once, with bytes unread, the answer would be lost on its way; read on for a moment instead.
    socket.resume();
    setTimeout(() => socket.destroy(), LINGER_MS).unref();
    return;
  }
  socket.destroy(error);
}
