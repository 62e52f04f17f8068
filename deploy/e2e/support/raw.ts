import { request } from 'node:http';
import { connect } from 'node:net';
import type { Answer } from './answer.ts';

/** A request as it goes over the wire, right or wrong. */
export type RawRequest = {
  method: string;
  path: string;
  headers?: Record<string, string | string[]>;
  /** Sent as they are; more than one piece goes without an announced length. */
  body?: (string | Uint8Array)[];
};

function answer(status: number, headers: Headers, text: string): Answer {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    body = undefined;
  }
  return { status, headers, text, body };
}

/** Sends a request that `fetch` would refuse to send. The answer may come before the body is through. */
export function sendRaw(url: string, { method, path, headers = {}, body = [] }: RawRequest): Promise<Answer> {
  const { hostname, port } = new URL(url);
  const [only, ...more] = body;
  const length = body.length === 1 && only !== undefined ? { 'content-length': Buffer.byteLength(only) } : {};
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, method, path, headers: { ...length, ...headers }, agent: false });
    sent.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        text += part;
      });
      response.on('end', () => {
        const pairs = Object.entries(response.headersDistinct).flatMap(([name, values = []]) =>
          values.map((value): [string, string] => [name, value]),
        );
        resolve(answer(response.statusCode ?? 0, new Headers(pairs), text));
        sent.destroy();
      });
    });
    // After the answer: the platform hangs up on a body that it does not want.
    sent.on('error', reject);
    for (const part of body) sent.write(part);
    if (more.length === 0 || body.length > 0) sent.end();
  });
}

/** Sends bytes that are no HTTP, and answers what came back as text. */
export function sendBytes(url: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    socket.setEncoding('utf8');
    socket.on('data', (part: string) => {
      text += part;
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(text));
  });
}
