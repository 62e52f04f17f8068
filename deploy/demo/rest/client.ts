import { setTimeout as sleep } from 'node:timers/promises';

/** A request. */
export type RestRequest = {
  body?: unknown;
  /** Its Idempotency-Key. */
  key?: string;
  token?: string;
  /** Not sent again when nothing answers. */
  once?: true;
};

/** Sends requests to one platform. */
export type RestClient = {
  /** Answers the body. Throws Problem for what is refused, NoPlatform when nothing answers. */
  call<Body>(method: 'GET' | 'POST', path: string, request?: RestRequest): Promise<Body>;
};

/** What tests put in the place of the network and the clock. */
export type RestSurroundings = {
  fetch(url: string, init: RequestInit): Promise<Response>;
  wait(ms: number): Promise<unknown>;
};

type ProblemDocument = { reason?: string; detail?: string; purchase_id?: number };

/** A problem document that the platform answered. */
export class Problem extends Error {
  readonly status: number;
  readonly reason: string;
  /** The purchase that records the failure. */
  readonly purchaseId: number | undefined;

  constructor(status: number, { detail, reason, purchase_id: purchaseId }: ProblemDocument) {
    super(detail ?? `The platform answered ${status}.`);
    this.name = 'Problem';
    this.status = status;
    this.reason = reason ?? 'unknown';
    this.purchaseId = purchaseId;
  }
}

/** Nothing answers at the address, or what answers is no Boxoffice. */
export class NoPlatform extends Error {
  constructor(url: string) {
    super(
      `No Boxoffice answers at ${url}. Start one in another terminal with "npm start", or name the one to fill: ` +
        'BOXOFFICE_URL=http://127.0.0.1:3000 npm run demo',
    );
    this.name = 'NoPlatform';
  }
}

const PATIENCE_MS = 60_000;
const LOST_TRIES = 7;
const BUSY_TRIES = 60;
const MAX_PAUSE_S = 60;
// Too many requests, or a part of the platform that is away for a moment.
const PASSING = new Set([429, 502, 503, 504]);

/** How long to wait before the same request again, in milliseconds; undefined when its answer is final. */
function pauseFor({ status, reason, purchaseId }: Problem, headers: Headers): number | undefined {
  if (reason === 'idempotency_in_progress') return 500;
  // A recorded failure is an answer like any other: its key would give it again.
  if (!PASSING.has(status) || purchaseId !== undefined) return undefined;
  const asked = Number(headers.get('retry-after') ?? 1);
  return 1000 * Math.min(Number.isFinite(asked) ? Math.max(asked, 0.1) : 1, MAX_PAUSE_S);
}

function headersOf({ body, key, token }: RestRequest): Record<string, string> {
  return {
    accept: 'application/json',
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(key === undefined ? {} : { 'idempotency-key': key }),
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
}

function parse(text: string, url: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new NoPlatform(url);
  }
}

/**
 * A client that waits as long as the platform asks it to (`Retry-After`), and sends a request again when the connection is
 * lost, for about 13 seconds: time enough to start the platform again. Requests must be safe to repeat.
 */
export function createRestClient(
  url: string,
  { fetch, wait }: RestSurroundings = { fetch: globalThis.fetch, wait: sleep },
): RestClient {
  async function send(method: string, path: string, request: RestRequest): Promise<Response> {
    const body = request.body === undefined ? {} : { body: JSON.stringify(request.body) };
    for (let tries = 1; ; tries++) {
      try {
        const signal = AbortSignal.timeout(PATIENCE_MS);
        return await fetch(`${url}${path}`, { method, headers: headersOf(request), signal, ...body });
      } catch {
        if (request.once || tries >= LOST_TRIES) throw new NoPlatform(url);
        await wait(100 * 2 ** tries);
      }
    }
  }

  return {
    async call<Body>(method: 'GET' | 'POST', path: string, request: RestRequest = {}): Promise<Body> {
      for (let tries = 1; ; tries++) {
        const response = await send(method, path, request);
        const answer = parse(await response.text(), url);
        // Here answers get their types: those of the contract that the platform promises.
        if (response.ok) return answer as Body;
        const problem = new Problem(response.status, answer as ProblemDocument);
        const pause = pauseFor(problem, response.headers);
        if (pause === undefined || tries >= BUSY_TRIES) throw problem;
        await wait(pause);
      }
    },
  };
}
