/** Where tokens come from. */
export type Tokens = {
  token(): Promise<string | undefined>;
  renew(refused: string): Promise<string | undefined>;
};

const OPEN = /^\/v1\/(events(\/|$)|(partners|customers)\/register$|auth\/(login|refresh|logout)$)/;

/** Whether a path is open to anyone: what is read there does not wait for a session, and is shared by caches. */
export function isOpen(path: string): boolean {
  return OPEN.test(path);
}

/** Whether the token itself was refused; a wrong password also answers 401. */
function refusesToken({ status, headers }: Response): boolean {
  return status === 401 && (headers.get('www-authenticate') ?? '').includes('invalid_token');
}

function withToken(request: Request, token: string): Request {
  const headers = new Headers(request.headers);
  headers.set('authorization', `Bearer ${token}`);
  return new Request(request, { headers });
}

/** Makes a `fetch` that sends the access token where it is needed, and once more with a new one when it is refused. */
export function createAuthorizedFetch(
  tokens: Tokens,
  send: (request: Request) => Promise<Response> = (request) => fetch(request),
): (request: Request) => Promise<Response> {
  return async (request) => {
    if (isOpen(new URL(request.url).pathname)) return send(request);
    const token = await tokens.token();
    if (token === undefined) return send(request);
    const answer = await send(withToken(request.clone(), token));
    if (!refusesToken(answer)) return answer;
    const renewed = await tokens.renew(token);
    return renewed === undefined ? answer : send(withToken(request, renewed));
  };
}
