import { expect } from '@jest/globals';
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
  expect(answer.headers.get('x-request-id')).toBeTruthy();
  return answer.body;
}

/** The problem of an answer that must be a refusal of that status and reason, told as the contract says. */
export function refusal(answer: Answer, status: number, reason: string): Problem {
  const problem = answer.body as Problem;
  if (answer.status !== status || problem?.reason !== reason) {
    throw new Error(`${status} ${reason} was expected, not ${answer.status}: ${answer.text}`);
  }
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(Object.keys(problem)).toEqual(expect.arrayContaining(MEMBERS));
  expect(problem.status).toBe(status);
  expect(problem.trace_id).toBe(answer.headers.get('x-request-id'));
  expect(answer.text).not.toMatch(LEAKS);
  return problem;
}

/** A problem without what differs from request to request. */
export function sameEveryTime({ trace_id: _, ...problem }: Problem): Partial<Problem> {
  return problem;
}
