import assert from 'node:assert/strict';
import { present } from './present.ts';
import type { Problem } from './resources.ts';

/** What the platform answered; `body` has its type only when the status is that of success. */
export type Answer<Body = unknown> = { status: number; headers: Headers; text: string; body: Body };

const MEMBERS = ['type', 'title', 'status', 'detail', 'reason', 'trace_id'];
const LEAKS = /node_modules|\.ts:\d|\bat \S+ \(|select .* from|insert into|PostgreSQL|fastify|mikro|FST_|ConnectError/i;

/** The entity tag of an answer that must have one. */
export function etagOf({ headers }: Answer): string {
  return present(headers.get('etag'));
}

/** The body of an answer that must have succeeded. */
export function ok<Body>(answer: Answer<Body>, status = 200): Body {
  if (answer.status !== status) throw new Error(`${status} was expected, not ${answer.status}: ${answer.text}`);
  assert.ok(answer.headers.get('x-request-id'), 'an answer has no X-Request-Id');
  return answer.body;
}

/** The problem of an answer that must be a refusal of that status and reason, told as the contract says. */
export function refusal(answer: Answer, status: number, reason: string): Problem {
  const problem = answer.body as Problem;
  if (answer.status !== status || problem?.reason !== reason) {
    throw new Error(`${status} ${reason} was expected, not ${answer.status}: ${answer.text}`);
  }
  assert.match(answer.headers.get('content-type') ?? '', /^application\/problem\+json/);
  for (const member of MEMBERS) assert.ok(member in problem, `a problem lacks ${member}: ${answer.text}`);
  assert.equal(problem.status, status);
  assert.equal(problem.trace_id, answer.headers.get('x-request-id'));
  assert.doesNotMatch(answer.text, LEAKS);
  return problem;
}

/** A problem without what differs from request to request. */
export function sameEveryTime({ trace_id: _, ...problem }: Problem): Partial<Problem> {
  return problem;
}
