import type { Answer } from './answer.ts';
import type { Page } from './resources.ts';

/** What a request may carry. */
export type Call = {
  /** Sent as JSON. */
  body?: unknown;
  headers?: Record<string, string>;
  /** Ends the wait for the answer. */
  signal?: AbortSignal;
};

/** One request and its answer; rejects when there was none. */
export type Send = <Body>(method: string, path: string, call?: Call) => Promise<Answer<Body>>;

/** Requests as one sender makes them. */
export type Sender = {
  call: Send;
  get<Body>(path: string, headers?: Record<string, string>): Promise<Answer<Body>>;
  post<Body>(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer<Body>>;
  patch<Body>(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer<Body>>;
  /** Every item of a list, page by page. */
  all<Item>(path: string): Promise<Item[]>;
};

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function send<Body>(url: string, method: string, { body, headers, signal }: Call): Promise<Answer<Body>> {
  const content = body === undefined ? {} : { 'content-type': 'application/json' };
  const response = await fetch(url, {
    method,
    headers: { ...content, ...headers },
    body: body === undefined ? null : JSON.stringify(body),
    signal: signal ?? null,
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: parse(text) as Body };
}

/** A sender whose requests all carry some headers. */
export function createSender(url: () => string, always: () => Record<string, string> = () => ({})): Sender {
  return senderBy(<Body>(method: string, path: string, { headers, ...rest }: Call = {}) =>
    send<Body>(url() + path, method, { ...rest, headers: { ...always(), ...headers } }),
  );
}

/** A sender that makes its requests in a way of its own. */
export function senderBy(call: Send): Sender {
  const get = <Body>(path: string, headers = {}) => call<Body>('GET', path, { headers });
  return {
    call,
    get,
    post: (path, body, headers = {}) => call('POST', path, { body, headers }),
    patch: (path, body, headers = {}) => call('PATCH', path, { body, headers }),
    async all<Item>(path: string) {
      const items: Item[] = [];
      for (let cursor: string | null = ''; cursor !== null; ) {
        const next = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
        const answer: Answer<Page<Item>> = await get(`${path}${path.includes('?') ? '&' : '?'}limit=100${next}`);
        if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}: ${answer.text}`);
        items.push(...answer.body.data);
        cursor = answer.body.next_cursor;
      }
      return items;
    },
  };
}

/** The header of an idempotent request. */
export const keyed = (key: string) => ({ 'idempotency-key': key });
